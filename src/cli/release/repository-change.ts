import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readSigning } from '../../delivery/git/commit.ts';
import { publicAddress, type SourceRepository } from '../../delivery/git/source-repository.ts';
import { advanceBranch } from '../../delivery/release/advance-branch.ts';
import { type BranchChange, type BranchResult, type TipView } from '../../delivery/release/branch-change.ts';
import { type PublishSurroundings } from '../../delivery/publish/publish-request.ts';
import { UserError } from '../../kernel/problem.ts';
import { type Call } from '../command.ts';
import { type Author } from './author.ts';
import { type RepositoryOptions } from './flags.ts';

/** A commit to this repository, as a command asks for it. */
export interface RepositoryChange {
  readonly call: Call<RepositoryOptions>;
  readonly source: SourceRepository;
  readonly author: Author;
  /** Name of the branch of a pull request, told after the change is made. */
  proposal(): string;
  change(tip: TipView): Promise<BranchChange | undefined>;
}

/** What became of it. */
export type RepositoryResult = BranchResult & {
  /** Where a forge compares the proposal. */
  readonly compare?: string | undefined;
  /** Whether the branch is the one that is checked out here, for want of a remote. */
  readonly isLocal: boolean;
};

/** Carries out a change of this repository as the options say, and writes the text of the pull request where one is wanted. */
export async function changeRepository({ call, source, author, proposal, change }: RepositoryChange): Promise<RepositoryResult> {
  const { branch, pr = false, prBody, dryRun = false, sign } = call.options;
  if (prBody !== undefined && !pr) throw new UserError({ message: '--pr-body is the text of a pull request, and there is none without --pr', fix: '--pr --pr-body <file>' });
  const remote = await remoteOf(source, call.options.remote);
  const result = await advanceBranch(
    { git: source.git, branch, remote, mode: dryRun ? 'compare' : pr ? 'propose' : 'push', proposal, signing: dryRun ? undefined : await readSigning(source.git, sign), author, now: Date.now(), change },
    surroundingsOf(call),
  );
  const isLocal = remote === undefined;
  if (result.outcome !== 'proposed') return { ...result, isLocal };
  if (prBody !== undefined) writeFileSync(resolve(prBody), bodyOf(result));
  return { ...result, isLocal, compare: await compareAddress(source, remote!, result.branch, branch ?? 'main') };
}

/** What delivery takes from outside besides git. */
export function surroundingsOf({ terminal: { talk } }: Call<object>): PublishSurroundings {
  return { now: () => performance.now(), random: Math.random, sleep: (milliseconds) => sleep(milliseconds), progress: (text) => (process.stderr.isTTY ? talk.write(`${talk.style.faint(text)}\n`) : undefined) };
}

/** Folder for temporary clones of the GitOps repository. */
export function clonesIn(root: string): string {
  return join(root, '.slipway', 'publish');
}

async function remoteOf({ git }: SourceRepository, wanted: string | undefined): Promise<string | undefined> {
  const names = (await git.ask({ options: ['remote'] })).toString('utf8').split('\n').filter((name) => name !== '');
  if (wanted === undefined) return names.includes('origin') ? 'origin' : undefined;
  if (names.includes(wanted)) return wanted;
  throw new UserError({ message: `there is no remote ${JSON.stringify(wanted)}`, allowed: names.length === 0 ? 'none is there: leave out --remote' : names.join(', '), fix: `git remote add ${/^[\w-]+$/.test(wanted) ? wanted : 'origin'} <address>` });
}

async function compareAddress({ git }: SourceRepository, remote: string, branch: string, base: string): Promise<string | undefined> {
  const url = await git.call({ options: ['config', '--get', `remote.${remote}.url`] });
  const address = publicAddress(url.stdout.toString('utf8').trim());
  if (address?.startsWith('https://') !== true) return undefined;
  return `${address.replace(/\.git\/?$/, '').replace(/\/$/, '')}/compare/${encodeURIComponent(base)}...${encodeURIComponent(branch)}`;
}

/** The message as data: nothing in it is taken for markup. */
function bodyOf({ message = '' }: BranchResult): string {
  const fence = '`'.repeat(Math.max(3, ...[...message.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `${fence}text\n${message.trimEnd()}\n${fence}\n`;
}
