import { quoted, UserError } from '../../kernel/problem.ts';
import { type Git } from './git.ts';
import { type GitObject, isObjectId } from './objects.ts';

/** A commit, read. */
export interface Commit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
}

/** Who did something, and when. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  /** Seconds since 1970, UTC; 0 where it cannot be read. */
  readonly seconds: number;
}

/** The parts of a commit's bytes; what is not UTF-8 in them is replaced. */
export function parseCommit(bytes: Buffer): Commit {
  const text = bytes.toString('utf8');
  const split = text.indexOf('\n\n');
  const heads = (split === -1 ? text : text.slice(0, split)).split('\n');
  const all = (key: string): string[] => heads.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1));
  const [tree = ''] = all('tree');
  const parents = all('parent');
  if (!isObjectId(tree) || !parents.every(isObjectId)) throw new UserError({ message: `a commit names the tree ${quoted(tree)}, which is no name of an object` });
  return { tree, parents, author: signatureOf(all('author')[0]), committer: signatureOf(all('committer')[0]), message: split === -1 ? '' : text.slice(split + 2) };
}

function signatureOf(line = ''): Signature {
  const [, name = '', email = '', seconds = ''] = /^(.*?) ?<([^<>]*)> (\d{1,12}) [+-]\d{4}$/.exec(line) ?? [];
  return { name, email, seconds: Number(seconds) };
}

/** A commit, to be made. */
export interface NewCommit {
  readonly tree: string;
  /** @default none: the first of its branch */
  readonly parent?: string | undefined;
  readonly message: string;
  readonly author: Omit<Signature, 'seconds'>;
  /** Author's and committer's date, seconds since 1970. */
  readonly seconds: number;
}

/** How this user signs commits. */
export interface Signing {
  /** As git takes it: `gpg.format=ssh`, `user.signingKey=...`; only keys' names and public parts. */
  readonly settings: readonly string[];
}

/**
 * How commits are signed here, when they are.
 *
 * @param wanted whether they are to be; undefined: as `commit.gpgSign` says
 */
export async function readSigning(git: Git, wanted: boolean | undefined): Promise<Signing | undefined> {
  const configured = async (key: string): Promise<string | undefined> => {
    const answer = await git.call({ options: ['config', '--get', key] });
    return answer.status === 0 ? answer.stdout.toString('utf8').replace(/\n$/, '') : undefined;
  };
  const always = (await git.call({ options: ['config', '--type=bool', '--get', 'commit.gpgSign'] })).stdout.toString('latin1').trim() === 'true';
  if (!(wanted ?? always)) return undefined;
  const settings: string[] = [];
  for (const key of ['user.name', 'user.email', 'user.signingKey', 'gpg.format', 'gpg.program', 'gpg.openpgp.program', 'gpg.x509.program', 'gpg.ssh.program', 'gpg.ssh.defaultKeyCommand']) {
    const value = await configured(key);
    if (value !== undefined && !/[\0\n]/.test(value)) settings.push(`${key}=${value}`);
  }
  return { settings };
}

/** An unsigned commit, to be written. */
export function commitObject({ tree, parent, message, author, seconds }: NewCommit, committer: Omit<Signature, 'seconds'>): GitObject {
  const heads = [`tree ${tree}`, ...(parent === undefined ? [] : [`parent ${parent}`]), `author ${signatureText(author, seconds)}`, `committer ${signatureText(committer, seconds)}`];
  return { kind: 'commit', bytes: Buffer.from(`${heads.join('\n')}\n\n${message}`, 'utf8') };
}

function signatureText({ name, email }: Omit<Signature, 'seconds'>, seconds: number): string {
  const clean = (text: string): string => text.replace(/[\p{Cc}\p{Cs}<>]/gu, ' ').trim();
  return `${clean(name)} <${clean(email)}> ${seconds} +0000`;
}

/** Makes a signed commit of a tree that is there, by whom git is configured for, and gives its name. No branch moves. */
export async function signCommit(git: Git, { tree, parent, message, author, seconds }: NewCommit, { settings }: Signing): Promise<string> {
  const date = `@${seconds} +0000`;
  const answer = await git.ask({
    settings: ['i18n.commitEncoding=UTF-8', ...settings],
    options: ['commit-tree', '-S', ...(parent === undefined ? [] : ['-p', parent]), '-F', '-', tree],
    input: message,
    variables: { GIT_AUTHOR_NAME: author.name, GIT_AUTHOR_EMAIL: author.email, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
  });
  return answer.toString('latin1').trim();
}
