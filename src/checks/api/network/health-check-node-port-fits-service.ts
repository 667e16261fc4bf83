import { type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { invalid } from '../field-error.ts';
import { portNumberErrors } from '../syntax/port.ts';
import { SERVICE, serviceOf } from './service-of.ts';

export const healthCheckNodePortFitsService: Rule = {
  id: 'health-check-node-port-fits-service',
  severity: 'error',
  why: 'the API server refuses a port for health checks that no load balancer would ask, and one that is no port number',
  source: 'https://kubernetes.io/docs/tasks/access-application-cluster/create-external-load-balancer/#preserving-the-client-source-ip',
  kinds: SERVICE,
  keys: ['healthCheckNodePort'],
  *check(subject) {
    const { type, spec: { externalTrafficPolicy, healthCheckNodePort: port = 0 } } = serviceOf(subject);
    if (!port) return;
    if (type === 'LoadBalancer' && externalTrafficPolicy === 'Local') yield* eachInvalid('spec.healthCheckNodePort', port, portNumberErrors(port));
    else yield invalid('spec.healthCheckNodePort', port, 'may only be set with type LoadBalancer and externalTrafficPolicy Local');
  },
};
