import { pathText } from '../../kernel/path.ts';
import { type Rule } from '../rule.ts';
import { ARGOCD, hasAnnotation } from '../sync-order.ts';

/** R3. */
export const prerequisiteIsNoHook: Rule = {
  id: 'prerequisite-is-no-hook',
  severity: 'error',
  why: 'Argo CD deletes a hook before it creates it again, and with it the tokens, keys and data of the pods that run',
  source: 'https://github.com/argoproj/argo-cd/issues/13429',
  kinds: [
    '/ConfigMap',
    '/PersistentVolumeClaim',
    '/Secret',
    '/ServiceAccount',
    'external-secrets.io/ExternalSecret',
    'rbac.authorization.k8s.io/ClusterRole',
    'rbac.authorization.k8s.io/ClusterRoleBinding',
    'rbac.authorization.k8s.io/Role',
    'rbac.authorization.k8s.io/RoleBinding',
  ],
  keys: [ARGOCD.hook],
  *check({ manifest }) {
    if (!hasAnnotation(manifest, ARGOCD.hook)) return;
    yield {
      path: pathText(['metadata', 'annotations', ARGOCD.hook]),
      message: `Forbidden: a ${manifest.kind} that pods use must not be a hook`,
      fix: 'remove the annotation, and give it a lower sync wave',
    };
  },
};
