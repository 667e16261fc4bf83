import { type Rule } from '../../rule.ts';
import { duplicate, invalid, notSupported } from '../field-error.ts';
import { SERVICE, serviceOf } from './service-of.ts';

export const ipFamiliesAreValid: Rule = {
  id: 'ip-families-are-valid',
  severity: 'error',
  why: 'the API server refuses IP families it doesn\'t know or sees twice, and two of them for a Service that has one address',
  source: 'https://kubernetes.io/docs/concepts/services-networking/dual-stack/#services',
  kinds: SERVICE,
  keys: ['ipFamilies', 'ipFamilyPolicy'],
  *check(subject) {
    const { type, spec, isHeadless } = serviceOf(subject);
    if (type === 'ExternalName') return;
    const { ipFamilyPolicy } = spec;
    const families: readonly string[] = (spec.ipFamilies ?? []).map((family) => family ?? '');
    for (const [index, family] of families.entries()) {
      if (!FAMILIES.includes(family)) yield notSupported(`spec.ipFamilies[${index}]`, family, FAMILIES);
      if (families.indexOf(family) < index) yield duplicate(`spec.ipFamilies[${index}]`, family);
    }
    if (ipFamilyPolicy !== undefined && ipFamilyPolicy !== null && !POLICIES.includes(ipFamilyPolicy)) yield notSupported('spec.ipFamilyPolicy', ipFamilyPolicy, POLICIES);
    // A Service without address and selector may have both families: nothing has to be allocated.
    const policy = ipFamilyPolicy ?? (isHeadless && Object.keys(spec.selector ?? {}).length === 0 ? 'RequireDualStack' : 'SingleStack');
    if (families.length === 2 && policy === 'SingleStack') {
      yield { ...invalid('spec.ipFamilyPolicy', policy, 'must be RequireDualStack or PreferDualStack when there are several IP families'), fix: 'ipFamilyPolicy: PreferDualStack' };
    }
  },
};

const FAMILIES = ['IPv4', 'IPv6'];
const POLICIES: readonly string[] = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];
