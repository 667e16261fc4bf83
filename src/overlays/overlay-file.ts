import { type z } from 'zod';
import { type Path } from '../kernel/path.ts';
import { type Problem, UserError, quoted } from '../kernel/problem.ts';
import { type Overlay, readOverlay } from '../kernel/yaml-reader.ts';
import { credentialIn, holdsCredential, namesASecret } from '../kernel/credential.ts';
import { type ClearSecret, findClearSecrets, findCredentialLines, mayBeShown } from './clear-secret.ts';
import { isMap, valueAt } from './data.ts';
import { placeIn } from './locate.ts';
import { type Layer } from './merge.ts';
import { nearest } from '../kernel/nearest.ts';
import { exampleOf, mayNameSecret, schemaAt } from './schema-walk.ts';

/** The format of a system's base, stage and environment files. */
export const OVERLAY_SCHEMA = 'slipway.overlay/v1';

/** A file, opened: what can be said of it by itself. */
export interface OpenedFile {
  /** What it holds; absent where it cannot be read as YAML. */
  readonly layer?: Layer;
  readonly problems: readonly Problem[];
}

/**
 * Reads one file: its syntax, and secrets in the clear wherever they stand, comments included. No
 * message holds a secret.
 *
 * @param schema what the file may hold, merged; it tells names of secrets from secrets
 */
export function openFile(bytes: Buffer, file: string, schema: z.ZodType): OpenedFile {
  const text = bytes.toString('utf8');
  let overlay: Overlay;
  try {
    // The bytes themselves where they are no UTF-8, so that the reader can say where.
    overlay = readOverlay(text.includes('\ufffd') ? bytes : text, file);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { problems: [...error.problems.map((problem) => withoutSecret(withHeader(problem, schema))), ...credentialLines(text, file, new Set())] };
  }
  const layer: Layer = {
    file,
    value: overlay.value,
    positionOf: (path, part) => (part === 'key' ? overlay.keyPositionOf(path) : overlay.positionOf(path)),
  };
  const found = clearSecrets(layer, schema, text);
  const problems = [...dataProblems(layer, found, text)];
  // A text of several lines was told of where it begins.
  const told = found.flatMap(({ path }) => String(valueAt(overlay.value, path)).split('\n'));
  return { layer, problems: [...problems, ...credentialLines(text, file, new Set(problems.map(({ line }) => line)), new Set(told.map((line) => line.trim())))] };
}

/** A file that must be there is not mended by deleting it. */
function withHeader(problem: Problem, schema: z.ZodType): Problem {
  const header = problem.message === 'the file is empty' ? schemaAt(schema, ['schema'], undefined) : undefined;
  return header === undefined ? problem : { ...problem, fix: `schema: ${exampleOf(header)}` };
}

/**
 * Takes the line `schema: slipway.overlay/v1` off a file of a system: it is about the file, not a
 * value of the system.
 */
export function takeHeader(layer: Layer): { readonly layer: Layer; readonly problems: readonly Problem[] } {
  const { schema, ...value } = layer.value;
  const rest = { ...layer, value };
  if (schema === OVERLAY_SCHEMA) return { layer: rest, problems: [] };
  const fix = `schema: ${OVERLAY_SCHEMA}`;
  if (schema !== undefined) {
    const shown = mayBeShown([], schema) ? quoted(schema) : 'the value';
    return { layer: rest, problems: [{ ...placeIn(layer, ['schema'], ['schema'], 'value'), message: `${shown} is no format of this file`, allowed: OVERLAY_SCHEMA, fix }] };
  }
  const near = nearest('schema', Object.keys(value).filter((key) => typeof value[key] === 'string' && value[key].startsWith('slipway.')));
  const at = near === undefined ? [] : [near];
  const { [near ?? '']: _mistyped, ...others } = value;
  return {
    layer: { ...rest, value: others },
    problems: [{ ...placeIn(layer, at, near === undefined ? ['schema'] : at, 'key'), message: near === undefined ? 'the line that names the format is missing' : 'unknown key, did you mean "schema"?', fix }],
  };
}

function clearSecrets(layer: Layer, schema: z.ZodType, text: string): ClearSecret[] {
  return findClearSecrets(layer.value, { namesSecret: (at) => mayNameSecret(schema, at), credentials: text.includes('\\') || holdsCredential(text) });
}

function* dataProblems(layer: Layer, secrets: readonly ClearSecret[], text: string): Iterable<Problem> {
  // Whatever a value holds stands in the text, unless an escape writes it.
  for (const path of text.includes('\\') || text.includes('__proto__') ? protoKeys(layer.value, []) : []) {
    yield { ...placeIn(layer, path, path, 'key'), message: 'no key may be called "__proto__"', fix: 'delete the line' };
  }
  for (const { path, what } of secrets) {
    yield { ...placeIn(layer, path, path, 'value'), ...inTheClear(what) };
  }
}

function* protoKeys(value: unknown, path: Path): Iterable<Path> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* protoKeys(item, [...path, index]);
  } else if (isMap(value)) {
    for (const key of Object.keys(value)) {
      if (key === '__proto__') yield [...path, key];
      else yield* protoKeys(value[key], [...path, key]);
    }
  }
}

function credentialLines(text: string, file: string, reported: ReadonlySet<number | undefined>, told: ReadonlySet<string> = new Set()): Problem[] {
  const lines = told.size === 0 ? [] : text.split(/\r\n|\r|\n/);
  return findCredentialLines(text)
    .filter(({ line }) => !reported.has(line) && !told.has(lines[line - 1]?.trim() ?? ''))
    .map(({ line, column, what }) => ({ file, line, column, ...inTheClear(what) }));
}

function inTheClear(what: string): Pick<Problem, 'message' | 'allowed' | 'fix'> {
  return {
    message: `${what} stands here in the clear (not shown)`,
    allowed: 'no secrets in overlays: they stay in the secret store, and ExternalSecrets name them',
    fix: 'delete the line, make a new secret (this one is known now) and put that into the secret store',
  };
}

/** A syntax problem shows what was written; under a key that names a secret it must not. */
function withoutSecret(problem: Problem): Problem {
  const path = problem.path ?? '';
  const shown = [path, problem.message, problem.allowed, problem.fix].join(' ');
  const key = /([\w$-]*)\W*$/.exec(path)?.[1] ?? '';
  const typedKey = /^\W*([\w$-]+)\W*:/.exec(problem.fix ?? '')?.[1] ?? '';
  if (!namesASecret(key) && !namesASecret(typedKey) && credentialIn(shown) === undefined) return problem;
  const { allowed: _allowed, fix: _fix, path: _path, ...place } = problem;
  return {
    ...place,
    ...(credentialIn(path) === undefined && path !== '' ? { path } : {}),
    message: 'the line cannot be read as YAML (not shown: it may hold a secret)',
    fix: 'delete the line; if it holds a secret, put it into the secret store, else write the line anew as "key: value"',
  };
}
