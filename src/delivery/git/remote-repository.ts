import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type Git, type GitAnswer, GitFailure, openGit } from './git.ts';
import { type GitObject } from './objects.ts';
import { writeObjects } from './pack.ts';
import { type ReadObject, readObjects } from './read-objects.ts';
import { type RepositoryAddress } from './repository-address.ts';

/** The name of the other side; no configuration of a user's has one of the same name. */
const REMOTE = 'slipway-remote';

/**
 * How much is fetched: `treeless` only what is asked for by name; `shallow` the newest commit of
 * each branch, whole; `full` everything. The last two are for servers that cannot do the one before.
 */
export type Depth = 'treeless' | 'shallow' | 'full';

/** Another repository, reached through a bare clone in a temporary folder; nothing is ever checked out. */
export interface RemoteRepository {
  readonly address: RepositoryAddress;
  /** How much is fetched. */
  readonly depth: Depth;
  /** Git in the clone. */
  readonly git: Git;
  /** Branches of that full name that there are, and the commits they are at. */
  tips(refs: readonly string[]): Promise<Map<string, string>>;
  /** Brings commits here. */
  fetch(commits: readonly string[]): Promise<void>;
  /**
   * Objects by name, those asked for and those of before, fetched where they are not here.
   *
   * @throws GitFailure when one is nowhere
   */
  read(ids: readonly string[]): Promise<ReadonlyMap<string, ReadObject>>;
  /** Brings a commit and all that it descends from here, where the other side can without what they hold; for a clone that nothing is pushed from. */
  fetchHistory(commit: string): Promise<void>;
  write(objects: readonly GitObject[]): Promise<void>;
  /** Moves branches forward, each to a commit, never back or aside; what became of it is in the exit status alone. */
  push(updates: readonly RefUpdate[], options: PushOptions): Promise<GitAnswer>;
  /** Removes the clone. */
  close(): void;
}

/** A branch, and the commit it shall be at. */
export interface RefUpdate {
  readonly ref: string;
  readonly commit: string;
}

/** How branches are pushed. */
export interface PushOptions {
  /** All or none of them. */
  readonly atomic: boolean;
  /** Asks the server, and changes nothing. @default false */
  readonly dryRun?: boolean;
}

/** What is opened, and where. */
export interface RemoteOptions {
  readonly address: RepositoryAddress;
  readonly depth: Depth;
  /** Folder for temporary clones; made when it is missing. */
  readonly scratch: string;
  /** Milliseconds that one fetch or push may take. @default 120000 */
  readonly timeout?: number;
  /** @default the environment of this process */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** Opens another repository; nothing is fetched yet. */
export async function openRemote({ address, depth, scratch, timeout = 120_000, environment }: RemoteOptions): Promise<RemoteRepository> {
  mkdirSync(scratch, { recursive: true });
  clearLeft(scratch);
  const folder = mkdtempSync(join(scratch, `git-${process.pid}-${MACHINE}-`));
  const of = (name: string, protocols: RepositoryAddress['protocol'][]): Git => openGit({ folder: join(folder, name), protocols, ...(environment === undefined ? {} : { environment }) });
  mkdirSync(join(folder, 'clone'));
  const git = of('clone', [address.protocol]);
  await git.ask({ options: ['init', '--bare', '--quiet', '--template=', '--object-format=sha1'] });
  appendFileSync(join(folder, 'clone', 'config'), remoteSection(address, depth));
  // The same objects without the knowledge where others could be fetched: it tells what is here.
  makeReader(folder);
  const reader = of('reader', []);

  const known = new Map<string, ReadObject>();
  let filtered = false;
  const fetch = async (ids: readonly string[], how: readonly string[]): Promise<void> => {
    if (ids.length === 0) return;
    const options = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-maintenance', ...how, '--stdin', REMOTE] as const;
    // What is here is of no use to what is asked for, so the other side need not hear of it.
    await git.ask({ settings: ['fetch.negotiationAlgorithm=noop'], options, input: `${ids.join('\n')}\n`, timeout });
  };
  return {
    address,
    depth,
    git,
    tips: async (refs) => parseTips(await git.ask({ options: ['ls-remote', '--quiet', '--refs'], operands: [REMOTE, ...refs], timeout })),
    fetch: (commits) => fetch(commits.filter((id) => !known.has(id)), { treeless: ['--depth=1', '--filter=tree:0'], shallow: ['--depth=1'], full: [] }[depth]),
    read: async (ids) => {
      const unknown = (): string[] => [...new Set(ids)].filter((id) => !known.has(id));
      const learn = async (): Promise<void> => {
        for (const [id, object] of await readObjects(reader, unknown())) known.set(id, object);
      };
      // Once something was missing, the server filters, and what was not asked for is not here.
      if (!filtered) await learn();
      const missing = unknown();
      if (missing.length > 0) {
        await fetch(missing, depth === 'treeless' ? ['--filter=tree:0'] : []);
        await learn();
        filtered = depth === 'treeless';
      }
      const lacking = unknown()[0];
      if (lacking !== undefined) throw new GitFailure('fetch', { status: 0, said: `object ${lacking} is nowhere` });
      return known;
    },
    fetchHistory: (commit) => fetch([commit], depth === 'treeless' ? ['--filter=tree:0'] : []),
    write: (objects) => writeObjects(git, objects),
    push: (updates, { atomic, dryRun = false }) =>
      git.call({
        // Only paths that change are compared with what the other side has: nothing else is here.
        settings: ['pack.useSparse=true'],
        // A thin pack would be made against what files held before, which is not here either.
        options: ['push', '--quiet', '--no-thin', atomic ? '--atomic' : '--no-atomic', '--no-verify', ...(dryRun ? ['--dry-run'] : [])],
        operands: [REMOTE, ...updates.map(({ ref, commit }) => `${commit}:${ref}`)],
        timeout,
      }),
    close: () => removeClone(folder),
  };
}

function remoteSection({ url, protocol }: RepositoryAddress, depth: Depth): string {
  const lines = [`url = "${url.replace(/[\\"]/g, '\\$&')}"`];
  if (depth === 'treeless') lines.push('promisor = true', 'partialclonefilter = tree:0');
  if (protocol === 'file') {
    // The other side runs here, as this user: what a repository tells its git to run must not be run.
    const quiet = 'git -c core.hooksPath=/dev/null -c core.fsmonitor=false -c core.alternateRefsCommand=true -c gc.auto=0 -c maintenance.auto=false';
    lines.push(`uploadpack = "${quiet} upload-pack"`, `receivepack = "${quiet} receive-pack"`);
  }
  return `[remote "${REMOTE}"]\n${lines.map((line) => `\t${line}\n`).join('')}`;
}

function makeReader(folder: string): void {
  const reader = join(folder, 'reader');
  for (const part of ['objects/info', 'refs']) mkdirSync(join(reader, part), { recursive: true });
  writeFileSync(join(reader, 'HEAD'), 'ref: refs/heads/none\n');
  writeFileSync(join(reader, 'objects', 'info', 'alternates'), `${join(folder, 'clone', 'objects')}\n`);
}

function parseTips(answer: Buffer): Map<string, string> {
  const lines = answer.toString('utf8').split('\n');
  return new Map(lines.flatMap((line) => (/^[0-9a-f]{40}\trefs\//.test(line) ? [[line.slice(41), line.slice(0, 40)] as const] : [])));
}

/** Tells clones of this machine from those of others that have the same folder: a process's number says nothing there. */
const MACHINE = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** Removes clones that killed processes left. */
function clearLeft(scratch: string): void {
  for (const name of readdirSync(scratch)) {
    const [, pid, machine] = /^git-(\d+)-([0-9a-f]{8})-/.exec(name) ?? [];
    if (pid !== undefined && machine === MACHINE && !runs(Number(pid))) removeClone(join(scratch, name));
  }
}

/** As far as it goes: another process may be removing it, too, or a git that outlived its caller writing to it. */
function removeClone(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // What is left of it is removed the next time.
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
