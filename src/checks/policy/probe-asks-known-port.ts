import { at, listAt } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const probeAsksKnownPort: Rule = {
  id: 'probe-asks-known-port',
  severity: 'warning',
  why: 'a probe that asks where nobody listens kills the program again and again',
  source: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
  kinds: POD_KINDS,
  keys: ['livenessProbe', 'readinessProbe', 'startupProbe'],
  *check({ containers }) {
    for (const { path, container } of containers) {
      const ports = listAt(container, 'ports').flatMap((port) => [at(port, 'containerPort'), at(port, 'name')]);
      for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
        for (const by of ['httpGet', 'tcpSocket', 'grpc']) {
          const port = at(container, probe, by, 'port');
          if (port !== undefined && !ports.includes(port)) yield { path: `${path}.${probe}.${by}.port`, message: `the container has no port ${shown(port)}`, fix: 'the name of one of its ports' };
        }
      }
    }
  },
};
