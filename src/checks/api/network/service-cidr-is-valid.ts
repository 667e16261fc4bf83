import { type ServiceCIDRSpec } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { textsOf } from '../config/items-of.ts';
import { specOf } from '../config/spec-of.ts';
import { invalid, required } from '../field-error.ts';
import { cidrErrors, parseCidr } from '../syntax/cidr.ts';
import { canonicalCidr } from './canonical-ip.ts';

export const serviceCidrIsValid: Rule = {
  id: 'service-cidr-is-valid',
  severity: 'error',
  why: 'the API server refuses ranges of cluster addresses that are none, or two of one IP family',
  source: 'https://kubernetes.io/docs/tasks/network/extend-service-ip-ranges/',
  kinds: ['networking.k8s.io/ServiceCIDR'],
  *check(subject) {
    const cidrs = textsOf(specOf<ServiceCIDRSpec>(subject).cidrs, 'spec.cidrs');
    const values = cidrs.map(({ text }) => text);
    if (cidrs.length === 0) yield required('spec.cidrs', 'at least one range is required');
    if (cidrs.length > 2) yield invalid('spec.cidrs', values, 'may only hold up to 2 values');
    if (cidrs.length === 0 || cidrs.length > 2) return;
    for (const { path, text } of cidrs) {
      const errors = cidrErrors(text, 36);
      yield* eachInvalid(path, text, errors);
      const canonical = canonicalCidr(text);
      if (errors.length === 0 && canonical !== text) yield { ...invalid(path, text, `must be in canonical form, ${JSON.stringify(canonical)}`) };
    }
    const [first, second] = values.map((text) => parseCidr(text)?.bytes.length);
    if (first !== undefined && first === second) yield invalid('spec.cidrs', values, 'must have one range of each IP family at most');
  },
};
