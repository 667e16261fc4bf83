import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type Problem, UserError, visible } from '../../kernel/problem.ts';
import { parseShard, type Shard } from '../shard.ts';

/** The version of the shape below. */
export const PART_SCHEMA = 'slipway.part/v1';

/** What one of several machines found in its share of the pairs, for `slipway merge`. */
export interface AnswerPart {
  readonly command: PartCommand;
  /** The version of slipway that wrote it. */
  readonly by: string;
  readonly shard: Shard;
  /** What was asked besides; the same in all parts. */
  readonly asked: Readonly<Record<string, unknown>>;
  /** What the answer is about, by digests and commits; the same in all parts. */
  readonly of: Readonly<Record<string, string>>;
  /** Plain data of the command's own. */
  readonly found: unknown;
}

/** The commands whose answers come in parts. */
export const PART_COMMANDS = ['validate', 'diff'] as const;

/** A command whose answer comes in parts. */
export type PartCommand = (typeof PART_COMMANDS)[number];

/** A part as one line of JSON, with the digest of what was found: a file that was cut off is noticed. */
export function partText({ command, by, shard: { index, count }, asked, of, found }: AnswerPart): string {
  return `${JSON.stringify({ schema: PART_SCHEMA, command, by, shard: `${index}/${count}`, asked, of, digest: digestOf(found), found })}\n`;
}

/** What was asked, as it stands in a part: what was not given is not there. */
export function plainly(asked: object): AnswerPart['asked'] {
  return JSON.parse(JSON.stringify(asked)) as AnswerPart['asked'];
}

/**
 * All parts of one answer, in their order.
 *
 * @param by the version of slipway that is to read them
 * @throws UserError with everything because of which the files are not exactly the parts of one answer
 */
export function readParts(files: readonly string[], by: string): readonly [AnswerPart, ...AnswerPart[]] {
  const problems: Problem[] = [];
  const read = files.flatMap((file) => {
    const part = readPart(file);
    if ('message' in part) problems.push({ file, ...part });
    return 'message' in part ? [] : [{ file, part }];
  });
  const [first] = read;
  if (first === undefined) throw new UserError(problems);
  const { command, shard: { count } } = first.part;
  const taken = new Map<number, string>();
  for (const { file, part } of read) {
    if (part.by !== by) problems.push({ file, message: `was written by slipway ${part.by}, and this is slipway ${by}`, fix: lineOf(part) });
    const other = otherThan(part, first);
    if (other !== undefined) {
      problems.push({ file, message: other, fix: 'make all parts at the same commit with the same options, and name each once' });
      continue;
    }
    const same = taken.get(part.shard.index);
    if (same === undefined) taken.set(part.shard.index, file);
    else problems.push({ file, message: `is part ${part.shard.index} of ${count}, as ${same} is`, fix: 'name each part once' });
  }
  const missing = Array.from({ length: count }, (_, index) => index + 1).filter((index) => !taken.has(index));
  if (problems.length === 0 && missing.length > 0) {
    problems.push({ message: `of ${count} parts ${missing.length === 1 ? 'one is' : `${missing.length} are`} missing: ${shortList(missing)}`, fix: lineOf({ command, shard: { index: missing[0]!, count } }) });
  }
  if (problems.length > 0) throw new UserError(problems);
  const [head, ...more] = read.map(({ part }) => part).sort((a, b) => a.shard.index - b.shard.index);
  return [head!, ...more];
}

/** Why two parts are not of one answer. */
function otherThan(part: AnswerPart, { file, part: first }: { readonly file: string; readonly part: AnswerPart }): string | undefined {
  if (part.command !== first.command) return `is a part of ${part.command}, and ${file} one of ${first.command}`;
  if (part.shard.count !== first.shard.count) return `is one of ${part.shard.count} parts, and ${file} one of ${first.shard.count}`;
  const options = difference(part.asked, first.asked);
  if (options !== '') return `was asked with other options than ${file}: ${options}`;
  const state = difference(part.of, first.of);
  return state === '' ? undefined : `is of another state than ${file}: ${state}`;
}

const ENVELOPE = z.strictObject({
  schema: z.literal(PART_SCHEMA),
  command: z.enum(PART_COMMANDS),
  by: z.string(),
  shard: z.string().transform(parseShard),
  asked: z.record(z.string(), z.unknown()),
  of: z.record(z.string(), z.string()),
  digest: z.string(),
  found: z.unknown(),
});

function readPart(file: string): AnswerPart | Problem {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return { message: `cannot be read (${(error as NodeJS.ErrnoException).code})`, fix: 'name the files that -o part wrote' };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { message: text === '' ? 'is empty' : 'is no JSON, or was cut off', fix: 'write it again' };
  }
  const parsed = envelopeOf(value);
  if (parsed === undefined) return { message: 'is no part of an answer', allowed: 'what slipway validate and slipway diff write with -o part', fix: 'npx slipway validate --shard 1/4 -o part > part-1.json' };
  const { digest, schema: _, ...part } = parsed;
  return digest === digestOf(part.found) ? part : { message: 'is damaged: its digest is not that of what it holds', fix: lineOf(part) };
}

function envelopeOf(value: unknown): z.output<typeof ENVELOPE> | undefined {
  try {
    return ENVELOPE.safeParse(value).data;
  } catch (error) {
    if (error instanceof UserError) return undefined; // a shard that is none
    throw error;
  }
}

function digestOf(found: unknown): string {
  return `sha256:${createHash('sha256').update(JSON.stringify(found)).digest('hex')}`;
}

function lineOf({ command, shard: { index, count } }: Pick<AnswerPart, 'command' | 'shard'>): string {
  return `npx slipway ${command} --shard ${index}/${count} -o part > part-${index}.json`;
}

/** What differs between two records, empty where nothing does. */
function difference(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): string {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));
  return names.map((name) => `${name} (${shownValue(one[name])} here, ${shownValue(other[name])} there)`).join(', ');
}

function shownValue(value: unknown): string {
  return value === undefined ? 'not given' : visible(JSON.stringify(value));
}

function shortList(numbers: readonly number[]): string {
  return numbers.length <= 20 ? numbers.join(', ') : `${numbers.slice(0, 20).join(', ')} and ${numbers.length - 20} more`;
}
