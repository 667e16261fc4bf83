import { at, listAt } from '../field.ts';
import { labelledPods } from '../operator-pods.ts';
import { type Rule } from '../rule.ts';
import { selects } from '../../api/label-selector.ts';
import { describeSelector } from '../describe-selector.ts';

export const podMonitorSelectsPod: Rule = {
  id: 'pod-monitor-selects-pod',
  severity: 'error',
  why: 'Prometheus finds nothing to scrape and says nothing about it, so that no alert of the system ever fires',
  source: 'https://prometheus-operator.dev/docs/developer/getting-started/#using-podmonitors',
  kinds: ['monitoring.coreos.com/PodMonitor'],
  *check({ manifest, identity, set }) {
    const where = at(manifest, 'spec', 'namespaceSelector');
    const elsewhere = at(where, 'any') === true || listAt(where, 'matchNames').some((name) => name !== identity.namespace);
    const selector = at(manifest, 'spec', 'selector');
    if (elsewhere || labelledPods(set).some(({ namespace, labels }) => namespace === identity.namespace && selects(selector, labels))) return;
    yield { path: 'spec.selector', message: `no pod is selected by ${describeSelector(selector)}`, fix: 'repeat the labels of the pods' };
  },
};
