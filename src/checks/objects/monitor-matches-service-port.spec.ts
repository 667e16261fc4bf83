import { describeRule } from '../test-support/describe-rule.ts';
import { object, service } from '../test-support/manifests.ts';
import { monitorMatchesServicePort } from './monitor-matches-service-port.ts';

const labels = { 'app.kubernetes.io/name': 'web' };
const web = service({}, { labels });
const monitor = (spec: object) => object('monitoring.coreos.com/v1', 'ServiceMonitor', 'web', { spec: { selector: { matchLabels: labels }, ...spec } });

describeRule(monitorMatchesServicePort, {
  accepts: {
    'a port of its Service': [web, monitor({ endpoints: [{ port: 'http' }] })],
    'a port of the pods': [web, monitor({ endpoints: [{ targetPort: 9090 }] })],
    'another namespace': monitor({ namespaceSelector: { matchNames: ['other'] }, endpoints: [{ port: 'http' }] }),
    'every namespace': monitor({ namespaceSelector: { any: true }, endpoints: [{ port: 'http' }] }),
  },
  rejects: {
    'no Service': [monitor({ endpoints: [{ port: 'http' }] }), ['spec.selector']],
    'a Service that selects by these labels but does not carry them': [[service(), monitor({ endpoints: [{ port: 'http' }] })], ['spec.selector']],
    'a port that the Service has not': [[web, monitor({ endpoints: [{ port: 'http' }, { port: 'metrics' }] })], ['spec.endpoints[1].port']],
  },
});
