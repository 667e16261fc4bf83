import { type FileChange } from '../delivery/publish/publish-result.ts';
import { type PublishReport } from './publish-report.ts';

/** A publish as `slipway.publish-result/v1`. It holds no time, so that the same publish gives the same bytes. */
export function publishJson({ outcome, repository, branch, base, revision, commit, retry, compare, pairs, leftOut, besides, foreign = [], notes }: PublishReport): object {
  return {
    schema: 'slipway.publish-result/v1',
    outcome,
    repository,
    branch,
    base,
    revision,
    commit,
    retry,
    compare,
    pairs: pairs.map((pair) => ({
      environment: pair.environment,
      system: pair.system,
      outcome: pair.outcome,
      version: pair.version,
      bundle: pair.bundle,
      definition: pair.definition,
      tree: pair.tree,
      reason: pair.reason,
      changes: pair.changes.map(file),
    })),
    leftOut: leftOut.map(({ environment, system, version, reason }) => ({ environment, system, version, reason })),
    besides: besides.map(file),
    foreign,
    notes: notes.map(({ file: at, line, message }) => ({ file: at, line, message })),
  };
}

function file({ file: name, change }: FileChange): object {
  return { file: name, change };
}
