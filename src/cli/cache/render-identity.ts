import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE_FORMAT } from './cache-folder.ts';
import { digestOf } from './digest.ts';
import { putFile } from './put-file.ts';
import { type Answers } from './question.ts';

/**
 * Digest of everything that renders, rather than is rendered: the bundle (slipway, the systems, the
 * libraries), node, and what definitions ask besides their input.
 */
export function renderIdentity(bundle: string, answers: Answers): string {
  const sorted = [...answers].sort(([a], [b]) => (a < b ? -1 : 1));
  return digestOf(JSON.stringify([CACHE_FORMAT, bundle, process.version, process.arch, sorted]));
}

/**
 * What renders by this bundle are known to ask; undefined where none is known to have ended. The
 * machines of a CI matrix each add what their pairs ask.
 */
export function knownReads(folder: string, bundle: string): readonly string[] | undefined {
  let files: string[];
  try {
    files = readdirSync(join(folder, 'reads')).filter((name) => name.startsWith(`${bundle}-`) && name.endsWith('.json'));
  } catch {
    return undefined;
  }
  const all = files.flatMap((name) => {
    const questions = readQuestions(join(folder, 'reads', name));
    return questions === undefined ? [] : [questions];
  });
  return all.length === 0 ? undefined : [...new Set(all.flat())].sort();
}

/** The format of what is taken down. */
const FORM = 'slipway.reads/v2';

/** Takes down what renders by a bundle asked. */
export function keepReads(folder: string, bundle: string, answers: Answers): void {
  const text = JSON.stringify({ schema: FORM, questions: [...answers.keys()].sort() });
  const file = join(folder, 'reads', `${bundle}-${digestOf(text).slice(0, 16)}.json`);
  mkdirSync(join(folder, 'reads'), { recursive: true });
  putFile(file, text);
}

function readQuestions(file: string): readonly string[] | undefined {
  try {
    const { schema, questions } = JSON.parse(readFileSync(file, 'utf8')) as { readonly schema?: unknown; readonly questions?: unknown };
    return schema === FORM && isTexts(questions) ? questions : undefined;
  } catch {
    return undefined;
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
