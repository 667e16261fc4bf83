import { at, listAt } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const noHostPort: Rule = {
  id: 'no-host-port',
  severity: 'error',
  why: 'a host port takes the node\'s port past every NetworkPolicy, and only one pod a node can have it',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  kinds: POD_KINDS,
  keys: ['hostPort'],
  *check({ containers }) {
    for (const { path, container } of containers) {
      const ports = listAt(container, 'ports');
      for (let index = 0; index < ports.length; index++) {
        const got = at(ports[index], 'hostPort') ?? 0;
        if (got !== 0) yield {
          path: `${path}.ports[${index}].hostPort`,
          message: `the container takes port ${shown(got)} of the node`,
          fix: 'remove the field, and reach the pod by a Service',
        };
      }
    }
  },
};
