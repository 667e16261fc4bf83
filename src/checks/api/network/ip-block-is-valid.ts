import { type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { textsOf } from '../config/items-of.ts';
import { invalid, required } from '../field-error.ts';
import { cidrErrors, isStrictSubset, parseCidr } from '../syntax/cidr.ts';
import { NETWORK_POLICY, peersOf } from './network-policy-rules-of.ts';

export const ipBlockIsValid: Rule = {
  id: 'ip-block-is-valid',
  severity: 'error',
  why: 'the API server refuses a block that is no range of IP addresses, and an exception that isn\'t inside the block',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-ipblock-selectors',
  kinds: NETWORK_POLICY,
  keys: ['ipBlock'],
  *check(subject) {
    const { minor } = subject.set;
    for (const { path, item: { ipBlock } } of peersOf(subject)) {
      if (!ipBlock) continue;
      const { cidr, except } = ipBlock;
      if (!cidr) {
        yield { ...required(`${path}.ipBlock.cidr`, 'name a range of IP addresses'), fix: 'cidr: 10.0.0.0/8' };
        continue;
      }
      yield* eachInvalid(`${path}.ipBlock.cidr`, cidr, cidrErrors(cidr, minor));
      const outer = parseCidr(cidr);
      if (outer === undefined) continue;
      for (const { path: at, text } of textsOf(except, `${path}.ipBlock.except`)) {
        yield* eachInvalid(at, text, cidrErrors(text, minor));
        const inner = parseCidr(text);
        if (inner !== undefined && !isStrictSubset(inner, outer)) yield invalid(at, text, `must be a strict subset of cidr, ${JSON.stringify(cidr)}`);
      }
    }
  },
};
