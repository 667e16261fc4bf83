import { type IPAddressSpec } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { specOf } from '../config/spec-of.ts';
import { required } from '../field-error.ts';
import { dnsSubdomainErrors } from '../syntax/dns-subdomain.ts';
import { pathSegmentNameErrors } from '../syntax/path-segment-name.ts';

export const ipAddressHasParent: Rule = {
  id: 'ip-address-has-parent',
  severity: 'error',
  why: 'the API server refuses an IPAddress that doesn\'t say which object has it',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ip-address-v1/',
  kinds: ['networking.k8s.io/IPAddress'],
  *check(subject) {
    const { parentRef } = specOf<IPAddressSpec>(subject);
    if (!parentRef) {
      yield required('spec.parentRef', 'name the object that has the address');
      return;
    }
    const { group, resource, name, namespace } = parentRef;
    if (group) yield* eachInvalid('spec.parentRef.group', group, dnsSubdomainErrors(group));
    if (!resource) yield required('spec.parentRef.resource', 'name its resource, such as services');
    else yield* eachInvalid('spec.parentRef.resource', resource, pathSegmentNameErrors(resource));
    if (!name) yield required('spec.parentRef.name', 'name the object');
    else yield* eachInvalid('spec.parentRef.name', name, pathSegmentNameErrors(name));
    if (namespace) yield* eachInvalid('spec.parentRef.namespace', namespace, pathSegmentNameErrors(namespace));
  },
};
