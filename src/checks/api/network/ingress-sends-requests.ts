import { type IngressSpec } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { specOf } from '../config/spec-of.ts';
import { invalid } from '../field-error.ts';

export const ingressSendsRequests: Rule = {
  id: 'ingress-sends-requests',
  severity: 'error',
  why: 'the API server refuses an Ingress that sends no request anywhere',
  source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource',
  kinds: ['networking.k8s.io/Ingress'],
  *check(subject) {
    const { rules, defaultBackend } = specOf<IngressSpec>(subject);
    if ((rules ?? []).length === 0 && !defaultBackend) yield invalid('spec', rules ?? null, 'either defaultBackend or rules must be specified');
  },
};
