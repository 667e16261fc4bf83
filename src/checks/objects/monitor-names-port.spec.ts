import { describeRule } from '../test-support/describe-rule.ts';
import { object } from '../test-support/manifests.ts';
import { monitorNamesPort } from './monitor-names-port.ts';

const monitor = (endpoints: unknown) => object('monitoring.coreos.com/v1', 'ServiceMonitor', 'web', { spec: { selector: {}, endpoints } });
const pods = (podMetricsEndpoints: unknown) => object('monitoring.coreos.com/v1', 'PodMonitor', 'web', { spec: { selector: {}, podMetricsEndpoints } });

describeRule(monitorNamesPort, {
  accepts: { 'a port by name': monitor([{ port: 'http' }]), 'a port of the pods': monitor([{ targetPort: 80 }]), 'a port by number': pods([{ portNumber: 80 }]) },
  rejects: {
    'a path alone': [monitor([{ port: 'http' }, { path: '/metrics' }]), ['spec.endpoints[1].port']],
    'an empty name': [pods([{ port: '' }]), ['spec.podMetricsEndpoints[0].port']],
    'no endpoint': [monitor([]), ['spec.endpoints']],
    'nothing at all': [pods(undefined), ['spec.podMetricsEndpoints']],
  },
});
