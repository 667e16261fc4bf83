import { at } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';

const SHARED = [
  ['hostIPC', "the node's memory between processes"],
  ['hostNetwork', "the node's network"],
  ['hostPID', "the node's processes"],
] as const;

export const noHostNamespaces: Rule = {
  id: 'no-host-namespaces',
  severity: 'error',
  why: 'a pod in the host\'s namespaces sees its network, processes and memory, and those of every pod on it',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  kinds: POD_KINDS,
  keys: SHARED.map(([field]) => field),
  *check({ pods }) {
    for (const { spec, specPath } of pods) {
      for (const [field, shared] of SHARED) {
        if (at(spec, field) === true) yield { path: `${specPath}.${field}`, message: `the pod shares ${shared}`, fix: 'remove the field' };
      }
    }
  },
};
