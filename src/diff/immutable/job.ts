import { differingFields, differs, type ImmutableField, type ImmutableRule, type Update, valueAt } from '../immutable-field.ts';

/** What a Job runs, and how it counts: a Job that is suspended and never began may still be placed elsewhere. */
export const job: ImmutableRule = {
  kinds: ['batch/Job'],
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#mutable-scheduling-directives',
  check: (update) => [...fixed(update), ...completions(update), ...template(update)],
};

const FIXED = ['backoffLimitPerIndex', 'completionMode', 'managedBy', 'podFailurePolicy', 'selector', 'successPolicy'];
const WAY_OUT = 'give the Job a name of its own for each content, make it an Argo CD hook with BeforeHookCreation, or delete it first';
/** What of a pod may change while its Job waits. */
const PLACEMENT: ReadonlySet<string> = new Set(['affinity', 'nodeSelector', 'schedulingGates', 'tolerations']);

function refused(path: string): ImmutableField {
  return { path, reason: `${path.slice(path.lastIndexOf('.') + 1)} of a Job is fixed when it is made`, wayOut: WAY_OUT };
}

function fixed(update: Update): readonly ImmutableField[] {
  return FIXED.filter((field) => differs(update, 'spec', field)).map((field) => refused(`spec.${field}`));
}

/** An indexed Job may grow or shrink where it runs all its indexes at once, before and after. */
function completions(update: Update): readonly ImmutableField[] {
  if (!differs(update, 'spec', 'completions')) return [];
  const { live, next } = update;
  const isIndexed = valueAt(next, 'spec', 'completionMode') === 'Indexed' && valueAt(live, 'spec', 'completionMode') === 'Indexed';
  const isElastic = isIndexed && valueAt(next, 'spec', 'completions') !== undefined && valueAt(next, 'spec', 'completions') === valueAt(next, 'spec', 'parallelism');
  return isElastic && differs(update, 'spec', 'parallelism') ? [] : [refused('spec.completions')];
}

function template(update: Update): readonly ImmutableField[] {
  if (!differs(update, 'spec', 'template')) return [];
  // The Job must not have begun: whether it has, only the cluster knows, so it must be suspended from the first.
  if (valueAt(update.live, 'spec', 'suspend') !== true) return [refused('spec.template')];
  const metadata = differingFields(update, 'spec', 'template', 'metadata').filter((field) => field !== 'labels' && field !== 'annotations');
  const spec = differingFields(update, 'spec', 'template', 'spec').filter((field) => !PLACEMENT.has(field) || (field === 'affinity' && !onlyNodeAffinity(update)));
  return [...metadata.map((field) => refused(`spec.template.metadata.${field}`)), ...spec.map((field) => refused(`spec.template.spec.${field}`))];
}

function onlyNodeAffinity(update: Update): boolean {
  return differingFields(update, 'spec', 'template', 'spec', 'affinity').every((field) => field === 'nodeAffinity');
}
