import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readFileSync, readSync, realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { nearest } from '../../kernel/nearest.ts';
import { type Problem, UserError } from '../../kernel/problem.ts';
import { MOST_BYTES } from './read-documents.ts';

/** A file, a pipe or standard input, read. */
export interface Input {
  /** As it is shown. */
  readonly file: string;
  /** Its real path; undefined of what is none, such as standard input. */
  readonly path: string | undefined;
  /** Which of the arguments it is from. */
  readonly argument: number;
  /** Whether the argument names the file itself, so that it must hold objects. */
  readonly isNamed: boolean;
  /** Whether it is only there for others to refer to, and is not judged itself. @default false */
  readonly isContext?: boolean;
  /** What it holds; undefined where it can't be read. */
  readonly bytes: Buffer | undefined;
  /** The same as text, where it was read as such and is valid UTF-8 for certain. */
  readonly text?: string;
  /** Why it can't be read. */
  readonly problem?: Problem;
  /** Whether it was not read on purpose, so that this is a warning. @default false */
  readonly isPassedOver?: boolean;
}

/** An argument and how what it names is shown. */
export interface Argument {
  readonly path: string;
  readonly shown: string;
}

/** What standard input is called. */
export const STDIN = 'stdin';

/** Whether what lies in a folder is wanted, by the steps to it; folders of the first level are looked into in any case. */
export type WantedFiles = (steps: readonly string[]) => boolean;

/**
 * Reads what arguments name, one file after the other: folders with all below them, in code-unit order, single
 * files, and standard input for `-`. Passed over, and told, are links in folders, since what a stranger's folder links
 * to is not the stranger's to show, and the templates of Helm charts, which are no manifests yet.
 *
 * @param isWanted restricts what is read of a folder: what is not wanted is passed over in silence, unread
 * @throws UserError where an argument names nothing
 */
export function* readInputs(given: readonly Argument[], isWanted: WantedFiles = () => true): Iterable<Input> {
  const missing = given.flatMap(({ path, shown }) => (path === '-' ? [] : missingProblem(path, shown)));
  if (missing.length > 0) throw new UserError(missing);
  for (const [argument, { path, shown }] of given.entries()) {
    if (path === '-') yield { file: STDIN, path: undefined, argument, isNamed: true, ...readDescriptor(0, STDIN) };
    else if (statSync(path).isDirectory()) yield* readFolder({ path: path.replace(/(?<=.)\/+$/, ''), shown: shown.replace(/(?<=.)\/+$/, ''), real: realPath(path), steps: [] }, argument, isWanted);
    else yield { file: shown, path: realpathSync(path), argument, isNamed: true, ...readFile(path, shown, 0) };
  }
}

function missingProblem(path: string, shown: string): Problem[] {
  try {
    statSync(path);
    return [];
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') return [{ file: shown, ...ioProblem(error) }];
    const near = nearName(path);
    return [{ message: `there is no file or folder ${JSON.stringify(shown)}${near === undefined ? '' : `, did you mean ${JSON.stringify(near)}?`}`, fix: near ?? 'name a folder, a file, or - for standard input' }];
  }
}

function nearName(path: string): string | undefined {
  try {
    const name = path.replace(/\/+$/, '').split('/').at(-1) ?? '';
    return nearest(name, readdirSync(resolve(path, '..')));
  } catch {
    return undefined;
  }
}

interface Folder {
  readonly path: string;
  readonly shown: string;
  /** Where no link is left in it; undefined where it is gone. */
  readonly real: string | undefined;
  /** From the folder that was named. */
  readonly steps: readonly string[];
}

function* readFolder({ path: folder, shown, real, steps }: Folder, argument: number, isWanted: WantedFiles): Iterable<Input> {
  const failed = (file: string, problem: Problem): Input => ({ file, path: undefined, argument, isNamed: false, bytes: undefined, problem });
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    yield failed(shown, { file: shown, ...ioProblem(error) });
    return;
  }
  const passedOver = (file: string, problem: Problem): Input => ({ ...failed(file, problem), isPassedOver: true });
  const isChart = entries.some(({ name }) => name === 'Chart.yaml') && entries.some((entry) => entry.name === 'templates' && entry.isDirectory());
  if (isChart) yield passedOver(shown, { file: shown, message: 'looks like a Helm chart, whose templates are no manifests yet', fix: `helm template ${/^[\w./-]+$/.test(shown) ? shown : '<chart>'} | npx slipway validate -` });
  for (const entry of entries) {
    const { name } = entry;
    if (isChart && OF_CHART.test(name)) continue;
    if (name.startsWith('.') || name === 'node_modules') continue;
    const path = `${folder}/${name}`;
    const file = shown === '.' ? name : `${shown}/${name}`;
    const below = [...steps, name];
    const isWhole = entry.isDirectory() && below.length === 1;
    if (!isWhole && !isWanted(below)) continue;
    if (entry.isDirectory()) yield* readFolder({ path, shown: file, real: real === undefined ? undefined : `${real}/${name}`, steps: below }, argument, isWanted);
    else if (entry.isSymbolicLink()) {
      if (IS_MANIFEST.test(name) || leadsToFolder(path)) yield passedOver(file, { file, message: 'is a symbolic link, which is not followed', fix: 'put the file itself in its place, or name it as an argument' });
    } else if (!IS_MANIFEST.test(name)) continue;
    else if (entry.isFile()) {
      const place = { file, path: real === undefined ? undefined : `${real}/${name}`, argument, isNamed: false };
      const text = readText(path);
      if (text === undefined) yield { ...place, ...readFile(path, file, PLAINLY) };
      else yield { ...place, text, get bytes() { return Buffer.from(text); } };
    } else yield failed(file, { file, message: 'is neither a file nor a folder, but a pipe, a socket or a device', fix: 'delete or move it' });
  }
}

/** Not following links and not waiting: the file may have been exchanged for a link or a pipe since it was listed. */
const PLAINLY = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const IS_MANIFEST = /\.(ya?ml|json)$/i;
/** What in a chart is for Helm alone; custom resource definitions in `crds` are installed as they are. */
const OF_CHART = /^(?:Chart\.(?:ya?ml|lock)|values.*\.(?:ya?ml|json)|templates|charts|ci)$/;

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined; // gone since it was listed: reading it says so
  }
}

function leadsToFolder(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink() && statSync(path).isDirectory();
  } catch {
    return false;
  }
}

type Content = Pick<Input, 'bytes' | 'problem'>;

/** One call into node instead of five, for files as they mostly are; for any other undefined. */
function readText(path: string): string | undefined {
  try {
    const { size } = lstatSync(path);
    if (size === 0 || size > MOST_BYTES) return undefined;
    // Its type says that it must be text, its documentation that a number will do.
    const text = readFileSync(path, { encoding: 'utf8', flag: PLAINLY as unknown as string });
    return text.includes('\ufffd') ? undefined : text;
  } catch {
    return undefined; // the longer way says why
  }
}

function readFile(path: string, file: string, flags: number): Content {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | flags);
  } catch (error) {
    return { bytes: undefined, problem: { file, ...ioProblem(error) } };
  }
  try {
    return readDescriptor(descriptor, file);
  } finally {
    closeSync(descriptor);
  }
}

/** One byte more than is taken, so that whoever reads it can refuse it. */
const READ_AT_MOST = MOST_BYTES + 1;
const PART = 65_536;

function readDescriptor(descriptor: number, file: string): Content {
  try {
    const { size } = fstatSync(descriptor);
    const parts: Buffer[] = [];
    let length = 0;
    while (length < READ_AT_MOST) {
      // A pipe has no size, a file in /proc neither; of another file, a short read is the last.
      const part = Buffer.allocUnsafe(Math.min(size > length ? size - length + 1 : PART, READ_AT_MOST - length));
      const count = readPart(descriptor, part);
      if (count === 0) break;
      parts.push(count === part.length ? part : part.subarray(0, count));
      length += count;
      if (size > 0 && length === size) break;
    }
    return { bytes: parts.length === 1 ? parts[0]! : Buffer.concat(parts) };
  } catch (error) {
    return { bytes: undefined, problem: { file, ...ioProblem(error) } };
  }
}

/** Standard input may be a pipe that does not wait by itself. */
function readPart(descriptor: number, part: Buffer): number {
  for (;;) {
    try {
      return readSync(descriptor, part);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(PAUSE, 0, 0, 5);
    }
  }
}

const PAUSE = new Int32Array(new SharedArrayBuffer(4));

/** @throws whatever the operating system did not say */
function ioProblem(error: unknown): Pick<Problem, 'message' | 'fix'> {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) throw error;
  if (code === 'EACCES' || code === 'EPERM') return { message: 'may not be read: permission denied', fix: 'chmod u+r it' };
  if (code === 'ENOENT') return { message: 'is gone', fix: 'run it again' };
  if (code === 'ELOOP') return { message: 'is a symbolic link that leads nowhere', fix: 'delete it' };
  return { message: `cannot be read (${code})` };
}
