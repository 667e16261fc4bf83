import { at, isFields } from '../field.ts';
import { labelledPodIndex } from '../operator-pods.ts';
import { type Rule } from '../rule.ts';
import { describeSelector } from '../describe-selector.ts';

/** A Service without a selector has its endpoints from somebody else. */
export const serviceSelectsPod: Rule = {
  id: 'service-selects-pod',
  severity: 'error',
  why: 'the Service has no endpoints: every connection is refused, and nothing else tells',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service',
  kinds: ['/Service'],
  *check({ manifest, identity, set }) {
    const selector = at(manifest, 'spec', 'selector');
    if (!isFields(selector) || Object.keys(selector).length === 0 || at(manifest, 'spec', 'type') === 'ExternalName') return;
    if (labelledPodIndex(set).selectedBy({ matchLabels: selector }, identity.namespace).length > 0) return;
    yield {
      path: 'spec.selector',
      message: `no pod is selected by ${describeSelector({ matchLabels: selector })}`,
      fix: 'repeat the labels of the workload\'s selector',
    };
  },
};
