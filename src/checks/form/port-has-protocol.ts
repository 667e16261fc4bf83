import { at, isFields, listAt } from '../field.ts';
import { type Finding, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const portHasProtocol: Rule = {
  id: 'port-has-protocol',
  severity: 'error',
  why: 'the protocol is part of the key that server-side apply merges ports by; left out, a Rollout drifts',
  source: 'https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy',
  *check({ manifest, kind, containers }) {
    for (const { path, container } of containers) yield* withoutProtocol(listAt(container, 'ports'), `${path}.ports`);
    if (kind === '/Service') yield* withoutProtocol(listAt(manifest, 'spec', 'ports'), 'spec.ports');
    if (kind === 'networking.k8s.io/NetworkPolicy') {
      for (const direction of ['egress', 'ingress']) {
        const rules = listAt(manifest, 'spec', direction);
        for (let index = 0; index < rules.length; index++) yield* withoutProtocol(listAt(rules[index], 'ports'), `spec.${direction}[${index}].ports`);
      }
    }
  },
};

function* withoutProtocol(ports: readonly unknown[], path: string): Generator<Finding> {
  for (let index = 0; index < ports.length; index++) {
    const port = ports[index];
    if (!isFields(port) || at(port, 'protocol') !== undefined) continue;
    const number = at(port, 'containerPort') ?? at(port, 'port');
    yield { path: `${path}[${index}].protocol`, message: `Required value: port ${shown(number)} names no protocol`, fix: 'protocol: TCP' };
  }
}
