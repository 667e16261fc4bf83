import { type Change } from '../diff/diff.ts';
import { type Json } from '../kernel/manifest.ts';
import { visible } from '../kernel/problem.ts';
import { wellFormed } from './well-formed.ts';

/** A value as a line shows it: text as it is where nothing in it could mislead, else as JSON; at most so many characters. */
export function valueText(value: Json | undefined, most: number): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return shortened(jsonText(value, most), most);
  const isPlain = value !== '' && value.trim() === value && !/[\p{C}\u2028\u2029]/u.test(value.slice(0, most));
  const head = value.slice(0, most + 1);
  return isPlain ? shortened(shownText(head, most), most) : shortened(`"${shownText(head.replaceAll('\n', '\\n'), most)}"`, most);
}

/** Both values of a change, cut so that what differs is seen, and what both have in front left out of the second where that is an image's name. */
export function changedTexts(before: Json | undefined, after: Json | undefined, most: number): readonly [string, string] {
  if (typeof before === 'string' && typeof after === 'string') {
    const [was, is] = [shortDigest(before), shortDigest(after)];
    if (was !== is) {
      const name = /^([^@\s:]+(?::\d+\/[^@\s:]+)?)(?::[^@\s:/]+)?(?:@sha256:|$)/.exec(was)?.[1];
      if (name?.includes('/') === true && (is.startsWith(`${name}@`) || is.startsWith(`${name}:`))) return [valueText(was, most), valueText(is.slice(name.length + 1), most)];
      const shared = sharedLength(was, is);
      const from = Math.max(was.length, is.length) > most && shared > most / 2 ? shared - Math.floor(most / 4) : 0;
      return [windowed(was, from, most), windowed(is, from, most)];
    }
  }
  const [was, is] = [valueText(before, most), valueText(after, most)];
  if (was !== is || before === undefined || after === undefined) return [was, is];
  // Too long to see the difference at the beginning, or the same but for its type.
  const [left, right] = [JSON.stringify(before), JSON.stringify(after)];
  const from = Math.max(0, sharedLength(left, right) - Math.floor(most / 4));
  return [windowed(left, from, most), windowed(right, from, most)];
}

/** A field as people say it: `env LOG_LEVEL of app` for what is deep in a pod template, else its path. */
export function fieldLabel(path: string): string {
  const inPod = /^(?:spec\.)?(?:jobTemplate\.spec\.)?(?:template\.)?(?:spec\.)?((?:init|ephemeral)?[cC]ontainers)\[([^\]]+)\](?:\.(.+))?$/.exec(path);
  if (inPod === null) return path;
  const [, list = '', name = '', field] = inPod;
  const of = list === 'containers' ? name : `${list.replace('Containers', '')} container ${name}`;
  const variable = /^env\[([^\]]+)\](?:\.value)?$/.exec(field ?? '')?.[1];
  return field === undefined ? `container ${of}` : variable === undefined ? `${field.replace(/^resources\./, '')} of ${of}` : `env ${variable} of ${of}`;
}

/** The labels of fields that change alike: the first two, and how many more there are. */
export function fieldLabels(path: string, also: readonly string[]): string {
  const [second, ...more] = also;
  if (second === undefined) return fieldLabel(path);
  return more.length === 0 ? `${fieldLabel(path)} and ${fieldLabel(second)}` : `${fieldLabel(path)} and ${also.length} more fields`;
}

/** What a change does to its field where no values can be shown for it: a secret one, or an order. */
export function wordOf({ kind, secret }: Pick<Change, 'kind' | 'secret'>): string {
  return secret === true ? `secret value ${kind}` : kind === 'reordered' ? 'in another order' : kind;
}

/** Text fit for any medium's own quoting: whole characters, no control or invisible ones, at most so many. */
export function shownText(text: string, most: number): string {
  return visible(wellFormed(text.length > most ? `${text.slice(0, most - 1)}…` : text));
}

function shortened(text: string, most: number): string {
  return text.length > most ? `${wellFormed(text.slice(0, most - 1))}…` : text;
}

/** JSON of what may be large, without writing all of it. */
function jsonText(value: Json, most: number): string {
  return shownText(JSON.stringify(value), most);
}

/** A digest is told apart by its beginning. */
function shortDigest(text: string): string {
  return text.length > 1_000 ? text : text.replace(/\b(sha256:[0-9a-f]{12})[0-9a-f]{52}\b/g, '$1');
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

function windowed(text: string, from: number, most: number): string {
  return from === 0 ? valueText(text, most) : valueText(`…${text.slice(from, from + most)}`, most);
}
