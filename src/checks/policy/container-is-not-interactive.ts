import { at } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';

export const containerIsNotInteractive: Rule = {
  id: 'container-is-not-interactive',
  severity: 'warning',
  why: 'an open terminal is for somebody who sits there, and for whoever gets to it',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container',
  kinds: POD_KINDS,
  keys: ['stdin', 'tty'],
  *check({ containers }) {
    for (const { path, container, list } of containers) {
      if (list === 'ephemeralContainers') continue;
      for (const field of ['stdin', 'tty']) if (at(container, field) === true) yield { path: `${path}.${field}`, message: `the container keeps ${field === 'tty' ? 'a terminal' : 'its standard input'} open`, fix: 'remove the field' };
    }
  },
};
