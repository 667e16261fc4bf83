import { type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { forbidden, required } from '../field-error.ts';
import { dnsSubdomainErrors } from '../syntax/dns-subdomain.ts';
import { SERVICE, serviceOf } from './service-of.ts';

export const externalNameIsValid: Rule = {
  id: 'external-name-is-valid',
  severity: 'error',
  why: 'the API server refuses a Service of type ExternalName that names no host, or that has addresses as well',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#externalname',
  kinds: SERVICE,
  keys: ['type'],
  *check(subject) {
    const { type, clusterIPs, spec } = serviceOf(subject);
    if (type !== 'ExternalName') return;
    if (clusterIPs.length > 0) yield forbidden('spec.clusterIPs', 'a Service of type ExternalName has no address');
    if ((spec.ipFamilies ?? []).length > 0) yield forbidden('spec.ipFamilies', 'a Service of type ExternalName has no address');
    if (spec.ipFamilyPolicy !== undefined && spec.ipFamilyPolicy !== null) yield forbidden('spec.ipFamilyPolicy', 'a Service of type ExternalName has no address');
    const name = (spec.externalName ?? '').replace(/\.$/, '');
    if (name === '') yield { ...required('spec.externalName', 'name the host that the Service stands for'), fix: 'externalName: db.shop.example' };
    else yield* eachInvalid('spec.externalName', name, dnsSubdomainErrors(name));
  },
};
