import { at, isFields, listAt } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Finding, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const portHasProtocol: Rule = {
  id: 'port-has-protocol',
  severity: 'error',
  why: 'the protocol is part of the key that server-side apply merges ports by; left out, a Rollout drifts',
  source: 'https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy',
  kinds: [...POD_KINDS, '/Service', 'networking.k8s.io/NetworkPolicy'],
  keys: ['ports'],
  check({ manifest, kind, containers }) {
    const found: Finding[] = [];
    for (const { path, container } of containers) unlessProtocol(listAt(container, 'ports'), path, found);
    if (kind === '/Service') unlessProtocol(listAt(manifest, 'spec', 'ports'), 'spec', found);
    if (kind === 'networking.k8s.io/NetworkPolicy') {
      for (const direction of ['egress', 'ingress']) {
        listAt(manifest, 'spec', direction).forEach((rule, index) => unlessProtocol(listAt(rule, 'ports'), `spec.${direction}[${index}]`, found));
      }
    }
    return found;
  },
};

function unlessProtocol(ports: readonly unknown[], path: string, found: Finding[]): void {
  for (let index = 0; index < ports.length; index++) {
    const port = ports[index];
    if (!isFields(port) || at(port, 'protocol') !== undefined) continue;
    const number = at(port, 'containerPort') ?? at(port, 'port');
    found.push({ path: `${path}.ports[${index}].protocol`, message: `Required value: port ${shown(number)} names no protocol`, fix: 'protocol: TCP' });
  }
}
