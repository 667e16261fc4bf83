import { at } from '../field.ts';
import { type Rule } from '../rule.ts';

export const namespaceIsOwn: Rule = {
  id: 'namespace-is-own',
  severity: 'warning',
  why: 'what lies in the default namespace shares its quota, its policies and its mistakes with whatever somebody left there',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#when-to-use-multiple-namespaces',
  keys: ['namespace'],
  *check({ manifest }) {
    if (at(manifest, 'metadata', 'namespace') === 'default') yield { path: 'metadata.namespace', message: 'the object lies in the namespace "default"', fix: 'namespace: <system>-<environment>' };
  },
};
