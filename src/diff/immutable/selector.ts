import { differs, type ImmutableRule } from '../immutable-field.ts';

/** What a controller selects its pods by: other pods would be left behind, or taken over. */
export const selector: ImmutableRule = {
  kinds: ['apps/Deployment', 'apps/DaemonSet', 'apps/ReplicaSet'],
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#label-selector-updates',
  check: (update) =>
    differs(update, 'spec', 'selector')
      ? [{ path: 'spec.selector', reason: 'the selector of a workload is fixed when it is made', wayOut: `give it a new name, let both run, and remove the old one; or delete it with --cascade=orphan and apply again` }]
      : [],
};
