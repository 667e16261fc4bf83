import { quoted, UserError, visible } from '../../kernel/problem.ts';
import { type Commit, parseCommit } from './commit.ts';
import { refuseUnseen } from './unseen-files.ts';
import { type Git, openGit } from './git.ts';
import { isObjectId } from './objects.ts';

/** How two commits stand to each other: is the first the same as, older or newer than the second, neither, or is it not to be told? */
export type Standing = 'same' | 'older' | 'newer' | 'apart' | 'unknown';

/** A commit of this repository that something is published from. */
export interface Revision {
  /** 40 hex digits. */
  readonly id: string;
  readonly commit: Commit;
  /** Where this repository lies, without credentials; undefined where it is known on this machine only. */
  readonly origin: string | undefined;
}

/** This repository: definitions, overlays and releases. It is read; its branches and files stay as they are. */
export interface SourceRepository {
  readonly git: Git;
  /**
   * The commit that is checked out.
   *
   * @throws UserError when files differ from it, or there is none
   */
  revision(): Promise<Revision>;
  /**
   * How a commit stands to another. Commits that are not here are fetched from `origin`: a job
   * that ends late was cloned before the commit that overtook it.
   */
  standing(commit: string, other: string): Promise<Standing>;
  /** Whether history ends before its beginning here. */
  isShallow(): Promise<boolean>;
}

/** Opens the repository that a folder lies in. */
export function openSource(folder: string, environment?: Readonly<Record<string, string | undefined>>): SourceRepository {
  const git = openGit({ folder, protocols: ['https', 'ssh', 'file', 'http', 'git'], ...(environment === undefined ? {} : { environment }) });
  const isShallow = async (): Promise<boolean> => (await git.ask({ options: ['rev-parse', '--is-shallow-repository'] })).toString('latin1').trim() === 'true';
  return { git, isShallow, revision: () => readRevision(git), standing: (commit, other) => standing(git, isShallow, commit, other) };
}

async function readRevision(git: Git): Promise<Revision> {
  const head = await git.call({ options: ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'] });
  if (head.status !== 0) {
    throw new UserError({ message: `${quoted(git.folder)} is no git repository with a commit${head.said === '' ? '' : `: ${head.said}`}`, fix: 'git init && git add . && git commit -m "first"' });
  }
  const id = head.stdout.toString('latin1').trim();
  await refuseDirty(git);
  const bytes = await git.ask({ options: ['cat-file', 'commit', id] });
  const url = await git.call({ options: ['config', '--get', 'remote.origin.url'] });
  return { id, commit: parseCommit(bytes), origin: url.status === 0 ? publicAddress(url.stdout.toString('utf8').trim()) : undefined };
}

async function refuseDirty(git: Git): Promise<void> {
  const answer = await git.ask({ options: ['status', '--porcelain=v1', '-z', '--untracked-files=normal', '--no-renames', '--', '.'] });
  const changed = answer.toString('utf8').split('\0').filter((line) => line !== '');
  if (changed.length === 0) return refuseUnseen(git);
  const shown = changed.slice(0, 5).map((line) => visible(line.slice(3)));
  throw new UserError({
    message: `files differ from the last commit, so what would be published is no commit's: ${shown.join(', ')}${changed.length > 5 ? ` and ${changed.length - 5} more` : ''}`,
    allowed: 'a work tree without changed and without unknown files',
    fix: 'git stash --include-untracked   (or commit them)',
  });
}

async function standing(git: Git, isShallow: () => Promise<boolean>, commit: string, other: string): Promise<Standing> {
  if (!isObjectId(commit) || !isObjectId(other)) return 'unknown';
  if (commit === other) return 'same';
  const missing: string[] = [];
  for (const id of [commit, other]) if (!(await isHere(git, id))) missing.push(id);
  if (missing.length > 0) {
    if (!(await fetchObjects(git, missing))) return 'unknown';
  }
  const [older, newer] = [await isAncestor(git, commit, other), await isAncestor(git, other, commit)];
  if (older === undefined || newer === undefined) return 'unknown';
  if (older || newer) return older ? 'older' : 'newer';
  // Where history is cut off, the way from one to the other may be what is missing.
  return (await isShallow()) ? 'unknown' : 'apart';
}

/** Objects only; no branch, tag or file of the user's changes. */
async function fetchObjects(git: Git, ids: readonly string[]): Promise<boolean> {
  const options = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-maintenance', '--stdin', 'origin'] as const;
  for (let tries = 0; tries < 3; tries++) {
    if ((await git.call({ options, input: `${ids.join('\n')}\n`, timeout: 120_000 })).status === 0) return true;
  }
  return false;
}

async function isHere(git: Git, id: string): Promise<boolean> {
  return (await git.call({ options: ['cat-file', '-e', `${id}^{commit}`] })).status === 0;
}

/** Undefined where git cannot tell. */
async function isAncestor(git: Git, ancestor: string, descendant: string): Promise<boolean | undefined> {
  const { status } = await git.call({ options: ['merge-base', '--is-ancestor', ancestor, descendant] });
  return status === 0 ? true : status === 1 ? false : undefined;
}

/** An address that may be shown to everybody: credentials left out, paths of this machine not told. */
export function publicAddress(url: string): string | undefined {
  if (/[\p{Cc}\p{Cf}\s]/u.test(url)) return undefined;
  const [, protocol = '', rest = ''] = /^(https?|ssh|git):\/\/(.+)$/i.exec(url) ?? [];
  if (protocol !== '') {
    const [, authority = '', path = ''] = /^([^/]*)(.*)$/.exec(rest)!;
    const host = authority.slice(authority.lastIndexOf('@') + 1);
    const user = protocol.toLowerCase() === 'ssh' ? (/^([A-Za-z0-9_.-]+)(?::.*)?@/.exec(authority)?.[1] ?? '') : '';
    return host === '' ? undefined : `${protocol.toLowerCase()}://${user === '' ? '' : `${user}@`}${host}${path.replace(/[?#].*$/, '')}`;
  }
  return /^[A-Za-z0-9_.-]+@[A-Za-z0-9_.-]+:[^/].*$/.test(url) ? url : undefined;
}
