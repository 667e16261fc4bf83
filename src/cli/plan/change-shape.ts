import { kindOrder } from '../../argocd/sync/kind-order.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { isMigrator } from '../../plan/migrator.ts';
import { type PairManifests } from '../manifests/pair-manifests.ts';

/** A change without the names that are its own. */
export interface ChangeShape {
  /** The same text: the same change but for names. */
  readonly text: string;
  /** The names that were left out, each once, in the order in which they first stand there. */
  readonly names: readonly string[];
}

/** Hashes, digests and commits: they tell things apart, and say nothing. */
const HASH = '[0-9a-f]{7,64}';

/**
 * The shape of a pair's change: its objects on both sides, with the names of environment and system, and whatever is a
 * hash, replaced by their numbers. What Argo CD and a proof read besides the text is in it: in what order objects
 * stand and are sent, and which are migrators. Changes of one shape are thus proven by one proof.
 *
 * @param kubernetes the minor, whose API server decides what may not be changed
 */
export function changeShape(before: PairManifests | undefined, after: PairManifests, kubernetes: string): ChangeShape {
  const numbers = new Map<string, number>();
  const names = namesIn(after, HASH);
  const sides = [before, after].map((side) => {
    const objects = (side?.objects ?? []).map(({ manifest }) => manifest);
    const places = new Map([...objects].sort(bySending).map((manifest, place) => [manifest, place]));
    return objects.map((manifest) => `${places.get(manifest)!} ${isMigrator(manifest)} ${JSON.stringify(manifest)}`).join('\n');
  });
  const text = sides.join('\n\n').replace(names, (name) => {
    // A number is no name, and may mean something.
    if (/^\d+$/.test(name)) return name;
    let number = numbers.get(name);
    if (number === undefined) numbers.set(name, (number = numbers.size));
    // No text has this character in JSON.
    return `\0${number}\0`;
  });
  return { text: `${kubernetes}\n${text}`, names: [...numbers.keys()] };
}

/** A sentence about one change, told of another one of the same shape. */
export function translated(text: string, from: readonly string[], to: readonly string[]): string {
  const numbers = new Map(from.map((name, index) => [name, index]));
  const longestFirst = [...from].sort((a, b) => b.length - a.length).map(escaped);
  return longestFirst.length === 0 ? text : text.replace(new RegExp(bounded(longestFirst.join('|')), 'g'), (name) => to[numbers.get(name)!]!);
}

function namesIn({ environment, system }: PairManifests, besides: string): RegExp {
  return new RegExp(bounded([`${system}-${environment}`, system, environment].map(escaped).concat(besides).join('|')), 'g');
}

function bounded(choices: string): string {
  return `(?<![A-Za-z0-9])(?:${choices})(?![A-Za-z0-9])`;
}

function escaped(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, '\\$&');
}

/** Within a step objects go by kind, then by name. */
function bySending(a: Manifest, b: Manifest): number {
  return kindOrder(a.kind) - kindOrder(b.kind) || compare(a.metadata.name, b.metadata.name) || compare(a.kind, b.kind) || compare(a.apiVersion, b.apiVersion);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
