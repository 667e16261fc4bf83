import { pathText } from '../../kernel/path.ts';
import { type Rule } from '../rule.ts';
import { hasAnnotation, ARGOCD } from '../sync-order.ts';

const WRITTEN_BY_ARGOCD = [ARGOCD.trackingId, 'argocd.argoproj.io/installation-id'];

export const noTrackingAnnotation: Rule = {
  id: 'no-tracking-annotation',
  severity: 'error',
  why: 'Argo CD writes it to know its own objects; one of ours claims the object for another Application',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/',
  keys: WRITTEN_BY_ARGOCD,
  *check({ manifest }) {
    for (const annotation of WRITTEN_BY_ARGOCD) {
      if (hasAnnotation(manifest, annotation)) yield {
        path: pathText(['metadata', 'annotations', annotation]),
        message: 'Forbidden: the annotation is written by Argo CD',
        fix: 'remove the annotation',
      };
    }
  },
};
