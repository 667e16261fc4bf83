import { type IngressBackend, type IngressServiceBackend, type IngressSpec, type TypedLocalObjectReference } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { specOf } from '../config/spec-of.ts';
import { invalid, required } from '../field-error.ts';
import { dns1035LabelErrors } from '../syntax/dns-1035-label.ts';
import { dnsLabelErrors } from '../syntax/dns-label.ts';
import { portNameErrors, portNumberErrors } from '../syntax/port.ts';
import { ingressPathsOf } from './ingress-paths.ts';
import { objectReferenceFindings } from './object-reference.ts';

export const ingressBackendIsValid: Rule = {
  id: 'ingress-backend-is-valid',
  severity: 'error',
  why: 'the API server refuses a backend that is not one Service with one port, or one other object',
  source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#resource-backend',
  kinds: ['networking.k8s.io/Ingress'],
  *check(subject) {
    const { defaultBackend } = specOf<IngressSpec>(subject);
    const { minor } = subject.set;
    if (defaultBackend) yield* backendFindings(defaultBackend, 'spec.defaultBackend', minor);
    for (const { path, item: { backend, pathType } } of ingressPathsOf(subject)) {
      // Nothing more is looked at without it.
      if (typeof pathType === 'string') yield* backendFindings(backend ?? {}, `${path}.backend`, minor);
    }
  },
};

function* backendFindings({ resource, service }: IngressBackend, path: string, minor: number): Iterable<Finding> {
  if (resource && service) yield invalid(path, '', 'cannot have both a resource and a service');
  else if (resource) yield* objectReferenceFindings(resource satisfies TypedLocalObjectReference, `${path}.resource`);
  else if (service) yield* serviceFindings(service, path, minor);
  else yield invalid(path, '', 'a resource or a service is required');
}

function* serviceFindings({ name, port }: Partial<IngressServiceBackend>, path: string, minor: number): Iterable<Finding> {
  if (!name) yield required(`${path}.service.name`, 'name the Service');
  else yield* eachInvalid(`${path}.service.name`, name, minor >= RELAXED_SINCE ? dnsLabelErrors(name) : dns1035LabelErrors(name));
  if (port?.name && port.number) yield invalid(path, '', 'cannot have both the name and the number of a port');
  else if (port?.name) yield* eachInvalid(`${path}.service.port.name`, port.name, portNameErrors(port.name));
  else if (port?.number) yield* eachInvalid(`${path}.service.port.number`, port.number, portNumberErrors(port.number));
  else yield { ...required(path, 'the name or number of a port is required'), fix: 'port: { number: 80 }' };
}

/** The minor since which the name of a Service may begin with a digit. */
const RELAXED_SINCE = 36;
