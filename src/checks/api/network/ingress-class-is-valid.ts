import { type IngressClassSpec } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { specOf } from '../config/spec-of.ts';
import { forbidden, notSupported, required, tooLong } from '../field-error.ts';
import { dnsLabelErrors } from '../syntax/dns-label.ts';
import { domainPrefixedPathErrors } from '../syntax/domain-prefixed-path.ts';
import { byteLength } from '../syntax/length.ts';
import { objectReferenceFindings } from './object-reference.ts';

export const ingressClassIsValid: Rule = {
  id: 'ingress-class-is-valid',
  severity: 'error',
  why: 'the API server refuses an IngressClass whose controller is no path after a domain, or whose parameters can\'t be found',
  source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-class',
  kinds: ['networking.k8s.io/IngressClass'],
  *check(subject) {
    const { controller = '', parameters } = specOf<IngressClassSpec>(subject);
    if (byteLength(controller) > LONGEST) yield tooLong('spec.controller', LONGEST);
    if (controller === '') yield required('spec.controller', 'name the controller, such as example.com/ingress-controller');
    else yield* eachInvalid('spec.controller', controller, domainPrefixedPathErrors(controller));
    if (!parameters) return;
    yield* objectReferenceFindings(parameters, 'spec.parameters');
    yield* scopeFindings(parameters.scope ?? 'Cluster', parameters.namespace);
  },
};

function* scopeFindings(scope: string, namespace: string | null | undefined): Iterable<Finding> {
  const path = 'spec.parameters.namespace';
  if (!SCOPES.includes(scope)) yield notSupported('spec.parameters.scope', scope, SCOPES);
  else if (scope === 'Cluster' && typeof namespace === 'string') yield forbidden(path, 'the scope is Cluster');
  else if (scope === 'Namespace' && typeof namespace !== 'string') yield required(path, 'the scope is Namespace');
  else if (scope === 'Namespace' && typeof namespace === 'string') yield* eachInvalid(path, namespace, dnsLabelErrors(namespace));
}

const LONGEST = 250;
const SCOPES = ['Cluster', 'Namespace'];
