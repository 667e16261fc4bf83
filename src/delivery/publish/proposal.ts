import { createHash } from 'node:crypto';
import { whatOf } from './commit-message.ts';
import { pairKey, type PublishRequest } from './publish-request.ts';
import { type PublishResult } from './publish-result.ts';

/** The branch of a pull request: the same for the same pairs of the same revision, so that running again adds to it. */
export function proposalBranch({ pairs, revision }: Pick<PublishRequest, 'pairs' | 'revision'>): string {
  const [only] = pairs;
  const environments = [...new Set(pairs.map(({ environment }) => environment))];
  const digest = createHash('sha256').update(pairs.map(pairKey).sort().join('\n')).digest('hex').slice(0, 6);
  const what = pairs.length === 1 && only !== undefined ? `${only.environment}-${only.system}` : environments.length === 1 ? `${environments[0]}-${digest}` : `all-${digest}`;
  return `slipway/${what}-${revision.id.slice(0, 12)}`;
}

/** The text of a pull request: the commit's message, with the parts that are for machines in a block. */
export function proposalBody({ pairs, message = '', base, branch, revision }: PublishResult): string {
  const [title = '', ...rest] = message.trimEnd().split('\n\n');
  const trailers = rest.pop() ?? '';
  return [`# ${escaped(title)}`, `Publishes ${whatOf(pairs.filter(({ outcome }) => outcome !== 'superseded'))} from \`${revision}\`, from branch \`${branch}\` into \`${base}\`. Once it is merged, publish again: that moves the published state.`, ...rest.map(fenced), fenced(trailers), '']
    .filter((part, index, all) => part !== '' || index === all.length - 1)
    .join('\n\n');
}

/** Where a forge compares two branches; undefined for what is no web address. */
export function compareAddress({ repository, base, branch }: Pick<PublishResult, 'repository' | 'base' | 'branch'>): string | undefined {
  if (!repository.startsWith('https://')) return undefined;
  return `${repository.replace(/\.git\/?$/, '').replace(/\/$/, '')}/compare/${encodeURIComponent(base)}...${encodeURIComponent(branch)}`;
}

function fenced(text: string): string {
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return text === '' ? '' : `${fence}text\n${text}\n${fence}`;
}

function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+!|@-]/g, '\\$&');
}
