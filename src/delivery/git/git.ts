import { spawn } from 'node:child_process';
import { UserError, visible } from '../../kernel/problem.ts';
import { gitEnvironment, hardenedSettings, type Protocol } from './git-environment.ts';

/** One run of git. */
export interface GitCall {
  /** Of our own making: no word of it comes from a user, a file or a repository. */
  readonly options: readonly [command: string, ...options: string[]];
  /** Configuration for this run, as `key=value`; of our own making, too. @default none */
  readonly settings?: readonly string[];
  /** What follows `--end-of-options`; may come from anywhere. @default nothing */
  readonly operands?: readonly string[];
  /** What it reads. @default nothing */
  readonly input?: string | Uint8Array;
  /** Added to the environment. @default nothing */
  readonly variables?: Readonly<Record<string, string>>;
  /** Milliseconds before it is ended. @default 60000 */
  readonly timeout?: number;
  /** Most bytes it may answer. @default 268435456 */
  readonly most?: number;
}

/** What a run of git came to. */
export interface GitAnswer {
  /** Its exit status; it was ended for taking too long or answering too much, or by a signal. */
  readonly status: number | 'too-long' | 'too-much' | 'killed';
  readonly stdout: Buffer;
  /** What it said, without credentials and control characters, the last 20 lines at most. */
  readonly said: string;
}

/** Git, in one repository. */
export interface Git {
  readonly folder: string;
  /** Runs it, whatever comes of it. */
  call(call: GitCall): Promise<GitAnswer>;
  /**
   * Runs it and gives what it answered.
   *
   * @throws GitFailure when it does not exit with 0
   */
  ask(call: GitCall): Promise<Buffer>;
}

/** Git refused or could not do something. */
export class GitFailure extends UserError {
  /** `fetch`, `commit-tree`. */
  readonly command: string;

  constructor(command: string, answer: Pick<GitAnswer, 'status' | 'said'>) {
    const how = { 'too-long': 'took too long and was ended', 'too-much': 'answered more than can be read', killed: 'was ended by a signal' };
    const end = typeof answer.status === 'number' ? `failed (exit status ${answer.status})` : how[answer.status];
    super({ message: `git ${command} ${end}${answer.said === '' ? '' : `: ${answer.said.replaceAll('\n', '; ')}`}` });
    this.command = command;
  }
}

/** Which repository, and whom it may speak with. */
export interface GitOptions {
  /** A work tree, a folder inside one, or a bare repository. */
  readonly folder: string;
  /** @default none: nothing leaves this machine */
  readonly protocols?: readonly Protocol[];
  /** @default the environment of this process */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** Git in a repository, hardened: see {@link gitEnvironment} and {@link hardenedSettings}. */
export function openGit({ folder, protocols = [], environment = process.env }: GitOptions): Git {
  const settings = hardenedSettings(protocols);
  const variables = gitEnvironment(environment);
  const call = (asked: GitCall): Promise<GitAnswer> => runGit(folder, [...settings, ...wordsOf(asked)], { ...variables, ...asked.variables }, asked);
  return {
    folder,
    call,
    ask: async (asked) => {
      const answer = await call(asked);
      if (answer.status !== 0) throw new GitFailure(asked.options[0], answer);
      return answer.stdout;
    },
  };
}

function wordsOf({ options, settings = [], operands = [] }: GitCall): string[] {
  return [...settings.flatMap((setting) => ['-c', setting]), ...options, ...(operands.length === 0 ? [] : ['--end-of-options', ...operands])];
}

function runGit(folder: string, words: readonly string[], env: Record<string, string>, { input, timeout = 60_000, most = 268_435_456 }: GitCall): Promise<GitAnswer> {
  return new Promise((resolve, reject) => {
    // A group of its own: what git starts (ssh, a remote helper) ends with it, and no terminal is there to ask on.
    const child = spawn('git', words, { cwd: folder, env, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    let length = 0;
    let ended: 'too-long' | 'too-much' | undefined;
    const end = (why: 'too-long' | 'too-much'): void => {
      ended ??= why;
      endGroup(child.pid);
    };
    const timer = setTimeout(() => end('too-long'), timeout);
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > most) end('too-much');
      else stdout.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr.push(chunk);
      if (stderr.length > 64) stderr.splice(0, 32);
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      reject(error.code === 'ENOENT' ? new UserError({ message: 'git is not installed, or its repository is gone', fix: 'install git 2.34 or newer' }, { cause: error }) : error);
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ status: ended ?? code ?? 'killed', stdout: Buffer.concat(stdout), said: neutral(Buffer.concat(stderr).toString('utf8')) });
    });
    // It may end before it has read everything, which its status tells.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** What another program said, fit to be shown: no credentials in addresses, no control characters, not endless. */
export function neutral(text: string): string {
  return text
    .split(/[\r\n]+/)
    .map((line) => visible(withoutCredentials(line)).trim())
    .filter((line) => line !== '')
    .slice(-20)
    .map((line) => (line.length > 400 ? `${line.slice(0, 397)}...` : line))
    .join('\n');
}

/** The text with the user and password of every address in it left out. */
export function withoutCredentials(text: string): string {
  return text.replace(/([A-Za-z][A-Za-z0-9+.-]*:\/\/)[^/\s"'<>]*@/g, '$1').replace(/\b(authorization|proxy-authorization|private-token)\s*:.*$/gi, '$1: ...');
}
