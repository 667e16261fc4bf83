import { type IngressSpec } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { specOf } from '../config/spec-of.ts';
import { invalid } from '../field-error.ts';
import { dnsSubdomainErrors } from '../syntax/dns-subdomain.ts';

export const ingressClassNameIsValid: Rule = {
  id: 'ingress-class-name-is-valid',
  severity: 'error',
  why: 'the API server refuses a class that no IngressClass can be named, and one that the old annotation contradicts',
  source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#deprecated-annotation',
  kinds: ['networking.k8s.io/Ingress'],
  keys: ['ingressClassName'],
  *check(subject) {
    const { ingressClassName } = specOf<IngressSpec>(subject);
    if (typeof ingressClassName !== 'string') return;
    yield* eachInvalid('spec.ingressClassName', ingressClassName, dnsSubdomainErrors(ingressClassName));
    const annotations = subject.defaulted.metadata.annotations ?? {};
    if (Object.hasOwn(annotations, ANNOTATION) && (annotations[ANNOTATION] ?? '') !== ingressClassName) {
      // The API server leaves metadata out of this path.
      yield { ...invalid(`annotations.${ANNOTATION}`, annotations[ANNOTATION], 'must match ingressClassName when both are specified'), fix: `remove the annotation ${ANNOTATION}` };
    }
  },
};

const ANNOTATION = 'kubernetes.io/ingress.class';
