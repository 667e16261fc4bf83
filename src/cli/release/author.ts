import { type Git } from '../../delivery/git/git.ts';

/** Who commits, and by which names approvals know them. */
export interface Author {
  readonly name: string;
  readonly email: string;
  /** Addresses and accounts: nobody approves what they wrote or promote themselves. */
  readonly identities: readonly string[];
}

/** Who runs this: as git is told, as it is configured, else slipway itself. Accounts are those that the environment names. */
export async function readAuthor(git: Git, env: Readonly<Record<string, string | undefined>>): Promise<Author> {
  const configured = async (key: string): Promise<string> => {
    const answer = await git.call({ options: ['config', '--get', key] });
    return answer.status === 0 ? answer.stdout.toString('utf8').trim() : '';
  };
  const actor = env['SLIPWAY_ACTOR'] ?? env['GITHUB_ACTOR'] ?? '';
  const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}<>]/gu, '').trim();
  const email = plain(env['GIT_AUTHOR_EMAIL'] ?? '') || plain(await configured('user.email'));
  const name = plain(env['GIT_AUTHOR_NAME'] ?? '') || plain(await configured('user.name')) || plain(actor);
  return { name: name || 'slipway', email: email || 'slipway@slipway.invalid', identities: [email, actor].filter((identity) => identity !== '') };
}
