import { type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { textsOf } from '../config/items-of.ts';
import { keyPath } from '../config/key-path.ts';
import { cidrErrors } from '../syntax/cidr.ts';
import { SERVICE, serviceOf } from './service-of.ts';

/** The annotation that said it before there was a field. */
export const SOURCE_RANGES_ANNOTATION = 'service.beta.kubernetes.io/load-balancer-source-ranges';
/** The API server names the field with a capital letter. */
export const SOURCE_RANGES_PATH = 'spec.LoadBalancerSourceRanges';

export const loadBalancerSourceRangesAreValid: Rule = {
  id: 'load-balancer-source-ranges-are-valid',
  severity: 'error',
  why: 'the API server refuses a source range that is no range of IP addresses',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer',
  kinds: SERVICE,
  keys: ['loadBalancerSourceRanges', SOURCE_RANGES_ANNOTATION],
  *check(subject) {
    const { spec, annotations } = serviceOf(subject);
    const { minor } = subject.set;
    const ranges = textsOf(spec.loadBalancerSourceRanges, SOURCE_RANGES_PATH);
    for (const { path, text } of ranges) yield* eachInvalid(path, text.trim(), cidrErrors(text.trim(), minor));
    if (ranges.length > 0 || !Object.hasOwn(annotations, SOURCE_RANGES_ANNOTATION)) return;
    const list = (annotations[SOURCE_RANGES_ANNOTATION] ?? '').trim();
    for (const range of list === '' ? [] : list.split(',').map((each) => each.trim())) {
      yield* eachInvalid(keyPath('metadata.annotations', SOURCE_RANGES_ANNOTATION), range, cidrErrors(range, minor));
    }
  },
};
