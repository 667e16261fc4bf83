import { z } from 'zod';
import { type Json } from '../kernel/manifest.ts';
import { type Path, pathText } from '../kernel/path.ts';
import { type Problem, quoted } from '../kernel/problem.ts';
import { mayBeShown } from './clear-secret.ts';
import { isMap, scalarText, valueAt } from './data.ts';
import { type FieldIssue } from './field.ts';
import { lineFor, lineInPlace, locate, removalOf } from './locate.ts';
import { type Merged, layerOf } from './merge.ts';
import { nearest } from '../kernel/nearest.ts';
import { allowedOf, descriptionAt, discriminatorAt, discriminatorValues, exampleOf, keysAt, schemaAt, SOME_TEXT } from './schema-walk.ts';

type Issue = z.core.$ZodIssue;

/**
 * The problems that one issue of zod stands for, where the value was written. A key `__proto__` is
 * left to whoever reads the file: zod passes over it in records without a word.
 */
export function describeIssue(issue: Issue, schema: z.ZodType, merged: Merged): Problem[] {
  const path = issue.path as Path;
  const value = valueAt(merged.value, path);
  const facts = { path, value, schema, merged };
  if (issue.code === 'unrecognized_keys') return issue.keys.filter((key) => key !== '__proto__').map((key) => unknownKey(key, facts));
  if (issue.code === 'custom' && fieldOf(issue) === undefined) return [ownMessage(issue, facts)];
  if (value === undefined) return [missing(facts)];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) return unionProblems(issue.errors, facts);
  if (issue.code === 'invalid_key') return [wrongKey(issue.issues[0], facts)];
  return [wrongValue(issue, facts)];
}

interface Facts {
  readonly path: Path;
  readonly value: Json | undefined;
  readonly schema: z.ZodType;
  readonly merged: Merged;
}

function unknownKey(key: string, { path, schema, merged }: Facts): Problem {
  const keyPath = [...path, key];
  const known = keysAt(schema, path, merged.value);
  const place = locate(merged, keyPath, 'key');
  // What the same file has beside it is hardly meant, and must not be there twice.
  const beside = valueAt(layerOf(merged, keyPath)?.value, path);
  const taken = isMap(beside) ? known.filter((other) => Object.hasOwn(beside, other)) : [];
  const near = nearest(key, known.filter((other) => !taken.includes(other))) ?? nearest(key, taken);
  const allowed = known.length === 0 ? 'no key' : known.join(', ');
  if (known.includes(key)) {
    const others = Object.keys(valueAt(merged.value, path) ?? {}).filter((other) => other !== key);
    return { ...place, message: `${quoted(key)} cannot stand beside ${others.map(shownKey).join(', ')}`, allowed: allowedOf(schemaAt(schema, path, merged.value)!), fix: 'delete one of them' };
  }
  if (near !== undefined) {
    const value = valueAt(merged.value, keyPath);
    const isShort = typeof value !== 'object' && String(value).length <= 80;
    const yaml = isShort && mayBeShown(keyPath, value) && mayBeShown([near], value) ? ` ${scalarText(value)}` : '';
    return { ...place, message: `unknown key, did you mean ${quoted(near)}?`, allowed, fix: taken.includes(near) ? `delete the line: ${scalarText(near)} has one of its own already` : `${scalarText(near)}:${yaml}` };
  }
  // A file that changes the form inherits the keys of the old form from the files below it.
  const decider = discriminatorAt(schema, path, merged.value);
  const deciderLayer = decider === undefined ? undefined : layerOf(merged, [...path, decider]);
  if (decider !== undefined && deciderLayer !== undefined && deciderLayer !== layerOf(merged, keyPath)) {
    const form = valueAt(merged.value, [...path, decider]);
    return { ...place, message: `unknown key of ${decider} ${quoted(form)}, which ${deciderLayer.file} sets`, allowed, fix: `${scalarText(key)}: null in ${deciderLayer.file}` };
  }
  return { ...place, message: `unknown key ${shownKey(key)}`, allowed, fix: 'delete the line' };
}

function missing({ path, schema, merged }: Facts): Problem {
  const at = schemaAt(schema, path, merged.value);
  const forms = at === undefined ? discriminatorValues(schema, path, merged.value).map(scalarText) : [];
  const example = at === undefined ? forms[0] : exampleOf(at);
  const allowed = at === undefined ? forms.join(', ') || undefined : allowedOf(at);
  const description = descriptionAt(schema, path, merged.value);
  const meaning = description === undefined ? '' : ` (${description.replace(/\.$/, '').replace(/^[A-Z](?=[a-z ])/, (c) => c.toLowerCase())})`;
  const removal = removalOf(merged, path);
  if (removal !== undefined && !merged.idleRemovals.some((idle) => idle.layer === removal.layer && pathText(idle.path) === pathText(removal.path))) {
    return { ...locate(merged, path, 'key'), message: `${quoted(String(path.at(-1)))} is removed here, and is needed${meaning}`, ...(allowed === undefined ? {} : { allowed }), fix: 'delete the line' };
  }
  const files = [...new Set(merged.layers.map((layer) => layer.file))];
  return {
    ...locate(merged, path, 'key'),
    message: `${quoted(String(path.at(-1)))} is missing${meaning}${files.length > 1 ? `; it may stand in ${files.join(' or ')}` : ''}`,
    ...(allowed === undefined ? {} : { allowed }),
    fix: lineFor(path, example ?? '...'),
  };
}

function ownMessage(issue: Issue, { path, merged }: Facts): Problem {
  const { allowed, fix } = ((issue as z.core.$ZodIssueCustom).params ?? {}) as { allowed?: string; fix?: string };
  return { ...locate(merged, path), message: issue.message, ...(allowed === undefined ? {} : { allowed }), ...(fix === undefined ? {} : { fix }) };
}

function wrongKey(inner: Issue | undefined, { path, merged }: Facts): Problem {
  const key = String(path.at(-1));
  const field = inner === undefined ? undefined : fieldOf(inner);
  return {
    ...locate(merged, path, 'key'),
    message: field === undefined ? `${shownKey(key)} is no key that is allowed here` : sentence(shownKey(key), field),
    ...(field === undefined ? {} : { allowed: field.allowed, ...(field.fix === undefined ? {} : { fix: `${field.fix}:` }) }),
  };
}

function wrongValue(issue: Issue, { path, value, schema, merged }: Facts): Problem {
  const place = locate(merged, path);
  const visible = mayBeShown(path, value);
  const shown = visible ? quoted(value) : HIDDEN;
  const at = schemaAt(schema, path, merged.value);
  const example = (at === undefined ? undefined : exampleOf(at)) ?? '...';
  const field = fieldOf(issue);
  if (field !== undefined) {
    return { ...place, message: sentence(shown, field), allowed: field.allowed, fix: lineInPlace(merged, path, (visible ? field.fix : undefined) ?? example) };
  }
  const values = valuesOf(issue);
  if (values !== undefined) {
    const near = nearest(plain(value), values.map(String)) ?? values[0];
    return { ...place, message: `${shown} is not allowed here`, allowed: values.map(scalarText).join(', '), fix: lineInPlace(merged, path, scalarText(near)) };
  }
  const own = ownWords(issue, value);
  if (own !== undefined) return { ...place, message: `${shown} is not allowed here`, allowed: own, fix: lineInPlace(merged, path, example === SOME_TEXT ? `<${own}>` : example) };
  const allowed = bounds(issue);
  return { ...place, message: `${shown} is not ${allowed}`, allowed, fix: lineInPlace(merged, path, visible && meantText(issue, value) ? scalarText(String(value)) : example) };
}

/** Whether text was asked for and only the quotes are missing. */
function meantText(issue: Issue, value: Json | undefined): boolean {
  return issue.code === 'invalid_type' && issue.expected === 'string' && (typeof value === 'number' || typeof value === 'boolean');
}

/** Of the options that a value could mean, the one that it comes nearest to is what its writer meant. */
function unionProblems(options: readonly (readonly Issue[])[], facts: Facts): Problem[] {
  const meant = options
    .filter((issues) => !issues.some((issue) => issue.path.length === 0 && issue.code !== 'unrecognized_keys'))
    .sort((a, b) => unknownKeys(a) - unknownKeys(b) || a.length - b.length)[0];
  if (meant !== undefined) {
    return meant.flatMap((issue) => describeIssue({ ...issue, path: [...facts.path, ...issue.path] }, facts.schema, facts.merged));
  }
  const { path, value, schema, merged } = facts;
  const at = schemaAt(schema, path, merged.value);
  const near = nearest(plain(value), options.flatMap((issues) => issues.flatMap((issue) => valuesOf(issue) ?? [])).map(String));
  const visible = mayBeShown(path, value);
  return [
    {
      ...locate(merged, path),
      message: `${visible ? quoted(value) : HIDDEN} is none of the forms that are allowed here`,
      ...(at === undefined ? {} : { allowed: allowedOf(at) }),
      fix: lineInPlace(merged, path, near ?? (at === undefined ? undefined : exampleOf(at)) ?? '...'),
    },
  ];
}

function unknownKeys(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 0), 0);
}

function shownKey(key: string): string {
  return mayBeShown([], key) ? quoted(key) : HIDDEN;
}

const HIDDEN = 'the value (not shown: it may be a secret)';

function sentence(shown: string, { what, because }: FieldIssue): string {
  return `${shown} is not ${what}${because === undefined ? '' : `: ${because}`}`;
}

function fieldOf(issue: Issue): FieldIssue | undefined {
  return issue.code === 'custom' ? (issue.params?.['field'] as FieldIssue | undefined) : undefined;
}

/** The values allowed, where the schema lists them. */
function valuesOf(issue: Issue): readonly unknown[] | undefined {
  if (issue.code === 'invalid_value') return issue.values;
  return issue.code === 'invalid_union' && 'options' in issue ? issue.options : undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a map of keys and values',
  record: 'a map of keys and values',
  array: 'a list',
};

function bounds(issue: Issue): string {
  if (issue.code === 'invalid_type') return TYPES[issue.expected] ?? issue.expected;
  if (issue.code === 'too_small') return `${sizeOf(issue.origin)} of ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${unitOf(issue.origin, issue.minimum)}`;
  if (issue.code === 'too_big') return `${sizeOf(issue.origin)} of ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${unitOf(issue.origin, issue.maximum)}`;
  if (issue.code === 'invalid_format') return `text in the form ${issue.pattern ?? issue.format}`;
  if (issue.code === 'not_multiple_of') return `a multiple of ${issue.divisor}`;
  return 'what is allowed here';
}

/** What a system's own schema says of the issue, where it does not leave that to zod. */
function ownWords(issue: Issue, input: unknown): string | undefined {
  const standard = z.config().localeError?.({ ...issue, input } as z.core.$ZodRawIssue);
  return issue.message === (typeof standard === 'object' ? standard?.message : standard) ? undefined : issue.message;
}

function sizeOf(origin: string): string {
  return origin === 'array' ? 'a list' : origin === 'string' ? 'text' : 'a number';
}

function unitOf(origin: string, count: number | bigint): string {
  const unit = origin === 'array' ? ' item' : origin === 'string' ? ' character' : '';
  return unit === '' || Number(count) === 1 ? unit : `${unit}s`;
}

/** A map without a prototype has no text of its own. */
function plain(value: Json | undefined): string {
  return typeof value === 'object' ? '' : String(value);
}
