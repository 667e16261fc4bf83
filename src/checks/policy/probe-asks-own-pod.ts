import { at } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const probeAsksOwnPod: Rule = {
  id: 'probe-asks-own-pod',
  severity: 'error',
  why: 'the kubelet asks the host from the node\'s network, past every NetworkPolicy',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  kinds: POD_KINDS,
  keys: ['host'],
  *check({ containers, set }) {
    if (set.minor < 34) return;
    for (const { path, container } of containers) {
      for (const handler of HANDLERS) {
        for (const by of ['httpGet', 'tcpSocket']) {
          const got = at(container, ...handler, by, 'host') ?? '';
          if (got !== '') yield {
            path: `${path}.${handler.join('.')}.${by}.host`,
            message: `the node would ask the host ${shown(got)} instead of the pod`,
            fix: 'remove the field: the pod itself is asked',
          };
        }
      }
    }
  },
};

const HANDLERS: readonly (readonly string[])[] = [['livenessProbe'], ['readinessProbe'], ['startupProbe'], ['lifecycle', 'postStart'], ['lifecycle', 'preStop']];
