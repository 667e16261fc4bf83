import { annotationOf, metadataPaths } from '../annotation.ts';
import { type FoundImpact, type ImpactSubject } from '../impact-rule.ts';

/** What keeps callers of an Ingress out who do not say who they are: the annotations that ask for it. */
const GUARDS: readonly { readonly keys: readonly string[]; readonly what: string; readonly source: string }[] = [
  {
    keys: ['nginx.ingress.kubernetes.io/auth-type', 'nginx.ingress.kubernetes.io/auth-url'],
    what: 'to sign in',
    source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#authentication',
  },
  {
    keys: ['nginx.ingress.kubernetes.io/auth-tls-secret'],
    what: 'for a certificate of their own',
    source: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#client-certificate-authentication',
  },
  { keys: ['alb.ingress.kubernetes.io/auth-type'], what: 'to sign in', source: 'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#authentication' },
];

/** An Ingress that asks its callers for something it did not ask for, or no longer does. */
export function ingressGuards({ kind, title, before, after, differences }: ImpactSubject): readonly FoundImpact[] {
  if (kind !== 'networking.k8s.io/Ingress' || before === undefined || after === undefined) return [];
  return GUARDS.flatMap(({ keys, what, source }): FoundImpact[] => {
    const [was, is] = [before, after].map((ingress) => keys.some((key) => !NONE.has(annotationOf(ingress, key) ?? '')));
    if (was === is) return [];
    const at = { paths: metadataPaths(differences, keys), source };
    return is === true
      ? [{ risk: 'medium', direction: 'narrower', reason: `${title} now asks callers ${what}`, ...at }]
      : [{ risk: 'high', direction: 'wider', reason: `${title} no longer asks callers ${what}: whoever reaches it is let in`, ...at }];
  });
}

const NONE: ReadonlySet<string> = new Set(['', 'none']);
