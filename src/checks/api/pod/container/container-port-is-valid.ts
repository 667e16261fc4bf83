import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { itemsOf } from '../../config/items-of.ts';
import { notSupported, required } from '../../field-error.ts';
import { portNameErrors, portNumberErrors } from '../../syntax/port.ts';

const PROTOCOLS: readonly string[] = ['SCTP', 'TCP', 'UDP'];

export const containerPortIsValid: Rule = {
  id: 'container-port-is-valid',
  severity: 'error',
  why: 'the API server refuses a port that is no port number, a name of one that is no service name, and protocols that it doesn\'t know',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports',
  kinds: POD_KINDS,
  keys: ['ports'],
  *check({ apiContainers }) {
    for (const { path, container } of apiContainers) {
      for (const { path: at, item: { name, containerPort = 0, hostPort = 0, protocol = 'TCP' } } of itemsOf(container.ports, `${path}.ports`)) {
        if (name) yield* eachInvalid(`${at}.name`, name, portNameErrors(name));
        if (containerPort === 0) yield required(`${at}.containerPort`, 'a port has its number in the container');
        else yield* eachInvalid(`${at}.containerPort`, containerPort, portNumberErrors(containerPort));
        if (hostPort !== 0) yield* eachInvalid(`${at}.hostPort`, hostPort, portNumberErrors(hostPort));
        if (!PROTOCOLS.includes(protocol)) yield notSupported(`${at}.protocol`, protocol, PROTOCOLS);
      }
    }
  },
};
