import { at, fieldsAt, isFields } from '../field.ts';
import { namespaceOf } from '../manifest-set.ts';
import { type Rule } from '../rule.ts';
import { hasLabels } from '../../api/label-selector.ts';

/** Where a Service sends it requests; a worker may be replaced all at once. */
export const deploymentRolls: Rule = {
  id: 'deployment-rolls',
  severity: 'warning',
  why: 'all pods go before the first new one comes, and nobody answers in between',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#recreate-deployment',
  kinds: ['apps/Deployment'],
  keys: ['strategy'],
  *check({ manifest, identity, pods, set }) {
    if (at(manifest, 'spec', 'strategy', 'type') !== 'Recreate') return;
    const labels = fieldsAt(pods[0]?.metadata, 'labels');
    const answers = set.ofKind('/Service').some((service) => {
      const selector = at(service, 'spec', 'selector');
      return namespaceOf(service) === identity.namespace && isFields(selector) && Object.keys(selector).length > 0 && hasLabels(selector, labels);
    });
    if (answers) yield { path: 'spec.strategy.type', message: 'a Service sends it requests, and each roll-out takes all its pods at once', fix: 'type: RollingUpdate' };
  },
};
