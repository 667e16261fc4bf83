import { at, isFields } from '../field.ts';
import { type Rule } from '../rule.ts';
import { describeSelector } from '../describe-selector.ts';
import { shown } from '../shown.ts';
import { workloadPods } from '../workloads.ts';

/** Two of one kind and image are how some people shift traffic by hand. */
export const serviceSelectsOneWorkload: Rule = {
  id: 'service-selects-one-workload',
  severity: 'warning',
  why: 'requests go to whichever of two programs comes first, and half of them to the wrong one',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service',
  kinds: ['/Service'],
  *check({ manifest, identity, set }) {
    const selector = at(manifest, 'spec', 'selector');
    if (!isFields(selector) || Object.keys(selector).length === 0) return;
    const selected = workloadPods(set).selectedBy({ matchLabels: selector }, identity.namespace);
    if (selected.length < 2) return;
    yield {
      path: 'spec.selector',
      message: `${describeSelector({ matchLabels: selector })} selects the pods of ${selected.length} workloads: ${selected.slice(0, 5).map(({ owner }) => `${owner.kind} ${shown(at(owner, 'metadata', 'name'))}`).join(', ')}`,
      fix: 'add a label to the selector that one of them has',
    };
  },
};
