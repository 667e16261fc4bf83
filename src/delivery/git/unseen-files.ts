import { UserError, visible } from '../../kernel/problem.ts';
import { shellWord } from '../../kernel/shell-word.ts';
import { type Git } from './git.ts';

/** Where everything lies that is rendered from. */
const RENDERED_FROM = ['overlays', 'src', 'cdk8s.yaml', 'package.json', 'package-lock.json'];

/** Files that `git status` keeps silent about, and that are rendered from all the same. */
export interface UnseenFiles {
  /** Paths that are ignored, and so in no commit. */
  readonly ignored: readonly string[];
  /** Paths that git was told not to look at, after the letter of `git ls-files -v` and a space. */
  readonly hidden: readonly string[];
}

/** Looks for files that git is silent about. */
export async function unseenFiles(git: Git): Promise<UnseenFiles> {
  const list = async (...options: readonly [string, ...string[]]): Promise<string[]> => (await git.ask({ options: ['ls-files', '-z', ...options, '--', ...RENDERED_FROM] })).toString('utf8').split('\0').filter((line) => line !== '');
  return { ignored: (await list('--others', '--ignored', '--exclude-standard')).filter(isRead), hidden: (await list('-v')).filter((line) => /^[a-zS] /.test(line)) };
}

function isRead(path: string): boolean {
  const isOfKind = (path.startsWith('overlays/') ? /\.ya?ml$/ : /\.(?:[cm]?[jt]sx?|json|ya?ml)$/).test(path);
  return isOfKind && !path.split('/').some((part) => part.startsWith('.') || part === 'node_modules');
}

/**
 * Refuses files that are rendered and in no commit, though git shows no difference.
 *
 * @throws UserError with what they are and how git sees them again
 */
export async function refuseUnseen(git: Git): Promise<void> {
  const { ignored, hidden } = await unseenFiles(git);
  const [flagged] = hidden;
  const paths = hidden.map((line) => line.slice(2));
  // Both at once, git obeys the first alone.
  const unhide = ['--no-skip-worktree', '--no-assume-unchanged'].filter((_, index) => (index === 0 ? /^s/i : /^[a-z]/).test(flagged ?? '')).map((option) => `git update-index ${option} ${shellWord(paths[0]!)}`);
  const problems = [
    ...(ignored.length === 0 ? [] : [{ message: `files are ignored by git and rendered all the same, so what would be published is no commit's: ${listed(ignored)}`, allowed: 'committed files below overlays and src', fix: `git add --force ${shellWord(ignored[0]!)}   (and commit it, or delete it)` }]),
    ...(flagged === undefined ? [] : [{ message: `git was told not to look at files that are rendered, so nobody knows whether they are the commit's: ${listed(paths)}`, allowed: 'files that git compares', fix: unhide.join(' && ') }]),
  ];
  if (problems.length > 0) throw new UserError(problems);
}

function listed(files: readonly string[]): string {
  return `${files.slice(0, 5).map(visible).join(', ')}${files.length > 5 ? ` and ${files.length - 5} more` : ''}`;
}
