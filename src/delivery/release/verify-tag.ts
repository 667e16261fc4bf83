import { quoted, UserError } from '../../kernel/problem.ts';
import { shellWord } from '../../kernel/shell-word.ts';
import { openGit } from '../git/git.ts';

/** What a tag was checked for. */
export interface TagCheck {
  /** The system's own repository, a clone on this machine. */
  readonly source: string;
  readonly tag: string;
  /** Commit that the images were built from, 40 hex digits. */
  readonly commit: string;
  readonly signed: boolean;
}

/**
 * Checks that a version is a tag of the system's repository, that it is on the commit the images
 * were built from, and where it must be signed, that git trusts the signature: `gpg.ssh.allowedSignersFile`
 * or the keys of gpg say whose.
 *
 * @throws UserError when it is not
 */
export async function checkTag({ source, tag, commit, signed }: TagCheck): Promise<void> {
  const git = openGit({ folder: source });
  const at = await git.call({ options: ['rev-parse', '--verify', '--quiet'], operands: [`refs/tags/${tag}^{commit}`] });
  const found = at.stdout.toString('latin1').trim();
  if (at.status !== 0 || found === '') throw new UserError({ message: `the system's repository has no tag ${quoted(tag)}`, allowed: 'versions that are tags', fix: `git -C ${shellWord(source)} fetch --tags   (or release a version that is tagged)` });
  if (found !== commit) throw new UserError({ message: `the tag ${quoted(tag)} is on ${found.slice(0, 12)}, and the images were built from ${commit.slice(0, 12)}`, fix: `--commit ${found}` });
  if (!signed) return;
  const answer = await git.call({ options: ['verify-tag'], operands: [`refs/tags/${tag}`] });
  if (answer.status !== 0) throw new UserError({ message: `the tag ${quoted(tag)} is not signed by anybody git trusts: ${answer.said.split('\n').at(-1) ?? ''}`, allowed: 'tags that git verify-tag accepts', fix: `git -C ${shellWord(source)} verify-tag ${shellWord(tag)}   (gpg.ssh.allowedSignersFile says whom to trust)` });
}

/** How one commit of a system's repository stands to another: whether the first is an ancestor of the second. */
export async function isOlderSource(source: string, commit: string, than: string): Promise<boolean> {
  if (commit === than) return false;
  const git = openGit({ folder: source });
  return (await git.call({ options: ['merge-base', '--is-ancestor', commit, than] })).status === 0;
}
