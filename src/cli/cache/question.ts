import { accessSync, type BigIntStats, constants, existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { entryKind } from '../../overlays/overlay-folder.ts';
import { digestOf } from './digest.ts';

/** What can be asked of a file or folder. */
export type FileQuestion = 'access' | 'content' | 'exists' | 'link' | 'list' | 'lstat' | 'real' | 'stat' | 'tree';

/**
 * What can be asked of the surroundings, as one text: `content /srv/a.txt`, `variable HOME`, `cwd`, `argv`.
 * Paths are absolute.
 */
export type Question = `${FileQuestion} ${string}` | `variable ${string}` | 'cwd' | 'argv';

/** Questions, each with a digest of what is answered: the same digest, the same answer. */
export type Answers = ReadonlyMap<string, string>;

/** What the surroundings answer now; undefined where asking would change the answer, or nobody can ask. */
export function answerTo(question: string): string | undefined {
  const [, kind = '', subject = ''] = /^(\w+) ?([^]*)$/.exec(question) ?? [];
  const ask = Object.hasOwn(ANSWERS, kind) ? ANSWERS[kind as keyof typeof ANSWERS] : undefined;
  if (ask === undefined) return undefined;
  try {
    return ask(subject);
  } catch (error) {
    return `fails by ${(error as NodeJS.ErrnoException).code}`;
  }
}

/** The answers to all of them now; undefined where one cannot be had. */
export function answersTo(questions: readonly string[]): Answers | undefined {
  const answers = new Map<string, string>();
  for (const question of questions) {
    const answer = answerTo(question);
    if (answer === undefined) return undefined;
    answers.set(question, answer);
  }
  return answers;
}

const ANSWERS: Readonly<Record<FileQuestion | 'variable' | 'cwd' | 'argv', (subject: string) => string | undefined>> = {
  content(path) {
    const stat = statSync(path);
    if (stat.isDirectory()) return 'folder';
    // A pipe would be empty afterwards, and a device may have no end.
    return stat.isFile() ? digestOf(readFileSync(path)) : undefined;
  },
  exists: (path) => String(existsSync(path)),
  // In the order in which they are told, with what tells a link from a folder.
  list: (path) => digestOf(JSON.stringify(readdirSync(path, { withFileTypes: true }).map((entry) => [entryKind(entry), entry.name]))),
  tree: (path) => digestOf(JSON.stringify([readdirSync(path, { recursive: true, encoding: 'utf8' }), readdirSync(path, { recursive: true, withFileTypes: true }).map((entry) => [entryKind(entry), entry.name])])),
  link: (path) => `to ${readlinkSync(path)}`,
  real: (path) => `at ${realpathSync(path)}`,
  stat: (path) => ofStat(statSync(path, { bigint: true })),
  lstat: (path) => ofStat(lstatSync(path, { bigint: true })),
  access: (path) => [constants.F_OK, constants.R_OK, constants.W_OK, constants.X_OK].map((mode) => isAllowed(path, mode)).join(' '),
  variable: (name) => JSON.stringify(process.env[name] ?? null),
  cwd: () => process.cwd(),
  argv: () => JSON.stringify(process.argv),
};

/** All but the time of the last reading, which asking would change. */
function ofStat({ dev, ino, mode, nlink, uid, gid, rdev, size, mtimeNs, ctimeNs, birthtimeNs }: BigIntStats): string {
  return [dev, ino, mode, nlink, uid, gid, rdev, size, mtimeNs, ctimeNs, birthtimeNs].join(' ');
}

function isAllowed(path: string, mode: number): string {
  try {
    accessSync(path, mode);
    return 'yes';
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  }
}

/** The files and folders that questions are about. */
export function filesAskedOf(questions: readonly string[]): string[] {
  return questions.flatMap((question) => /^(?!variable)\w+ ([^]+)$/.exec(question)?.[1] ?? []);
}

/** The folders of which questions ask what lies in them. */
export function foldersListed(questions: readonly string[]): string[] {
  return questions.flatMap((question) => /^(?:list|tree) ([^]+)$/.exec(question)?.[1] ?? []);
}
