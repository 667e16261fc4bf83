import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** A user's environment with nobody's configuration. */
export const ALONE: NodeJS.ProcessEnv = {
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Ada Example',
  GIT_AUTHOR_EMAIL: 'ada@acme.example',
  GIT_COMMITTER_NAME: 'Ada Example',
  GIT_COMMITTER_EMAIL: 'ada@acme.example',
};

/** What makes git slow and proves nothing here: waiting for the disk, and a process for housekeeping after each commit. */
const QUICK = ['-c', 'core.fsync=none', '-c', 'maintenance.auto=false'];

/** Real repositories in a temporary folder. */
export class GitFolder {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'slipway-git-')));
  #seconds = 1_700_000_000;

  /** Runs git in a folder, in here or absolute, and gives what it answered without the last line's end. */
  git(folder: string, ...words: string[]): string {
    return execFileSync('git', [...QUICK, ...words], { cwd: resolve(this.path, folder), env: { ...ALONE, GIT_AUTHOR_DATE: `@${this.#seconds} +0000`, GIT_COMMITTER_DATE: `@${this.#seconds} +0000` }, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', maxBuffer: 1 << 28 }).replace(/\n$/, '');
  }

  /** The same, reading something. */
  feed(folder: string, input: string | Buffer, ...words: string[]): string {
    return execFileSync('git', [...QUICK, ...words], { cwd: resolve(this.path, folder), env: ALONE, input, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'pipe'] }).trim();
  }

  /** A bare repository that answers fetches by filter, as forges do. */
  bare(folder: string, { filter = true }: { readonly filter?: boolean } = {}): string {
    mkdirSync(join(this.path, folder), { recursive: true });
    this.git(folder, 'init', '--bare', '--quiet', '--initial-branch=main');
    const settings = ['[uploadpack]', `allowFilter = ${filter}`, '[http]', 'receivepack = true', '[receive]', 'fsckObjects = true', 'autogc = false', '[core]', 'fsync = none'];
    appendFileSync(join(this.path, folder, 'config'), `${settings.join('\n')}\n`);
    return join(this.path, folder);
  }

  /** A repository with a work tree. */
  work(folder: string): string {
    mkdirSync(join(this.path, folder), { recursive: true });
    this.git(folder, 'init', '--quiet', '--initial-branch=main');
    return join(this.path, folder);
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.path, file)), { recursive: true });
    writeFileSync(join(this.path, file), text);
  }

  /** Commits everything in a work tree, a minute after the commit before. */
  commit(folder: string, subject: string): string {
    this.#seconds += 60;
    this.git(folder, 'add', '--all');
    this.git(folder, 'commit', '--quiet', '--allow-empty', '-m', subject);
    return this.git(folder, 'rev-parse', 'HEAD');
  }

  /** Files of a branch, `mode path`, sorted. */
  files(folder: string, ref: string): string[] {
    return this.git(folder, 'ls-tree', '-r', '--format=%(objectmode) %(path)', ref).split('\n').filter((line) => line !== '');
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true, maxRetries: 5 });
  }
}
