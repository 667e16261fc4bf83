import { compareAddress } from '../delivery/publish/proposal.ts';
import { type PublishResult } from '../delivery/publish/publish-result.ts';
import { type PublishReport } from '../reports/publish-report.ts';

/**
 * A publish as reports show it.
 *
 * @param said what was said while it was rendered
 */
export function publishReport(result: PublishResult, said: readonly string[]): PublishReport {
  const { outcome, repository, branch, base, revision, commit, retry, pairs, leftOut, besides, foreign, notes } = result;
  const compare = outcome === 'proposed' ? compareAddress(result) : undefined;
  return {
    outcome,
    repository,
    branch,
    base,
    revision,
    ...(commit === undefined ? {} : { commit }),
    ...(retry === undefined ? {} : { retry }),
    ...(compare === undefined ? {} : { compare }),
    pairs,
    leftOut,
    besides,
    foreign,
    notes: [...notes.map(({ deletion: { file, line, environment, system, object }, message }) => ({ file, line, message: `the consent to delete ${object ?? 'everything'} of ${system} in ${environment} ${message}` })), ...[...new Set(said)].map((message) => ({ message }))],
  };
}
