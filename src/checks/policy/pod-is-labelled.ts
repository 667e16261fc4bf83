import { textAt } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';

export const podIsLabelled: Rule = {
  id: 'pod-is-labelled',
  severity: 'warning',
  why: 'a pod that does not say what it is part of is found by nobody who looks for it',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/',
  kinds: POD_KINDS,
  *check({ pods }) {
    for (const { path, metadata } of pods) {
      if (textAt(metadata, 'labels', 'app.kubernetes.io/name') === undefined) yield { path: path === '' ? 'metadata.labels' : `${path}.metadata.labels`, message: 'the pod has no label app.kubernetes.io/name', fix: 'app.kubernetes.io/name: <system>' };
    }
  },
};
