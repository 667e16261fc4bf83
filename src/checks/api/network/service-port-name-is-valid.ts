import { type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { duplicate, required } from '../field-error.ts';
import { dnsLabelErrors } from '../syntax/dns-label.ts';
import { SERVICE, serviceOf } from './service-of.ts';

export const servicePortNameIsValid: Rule = {
  id: 'service-port-name-is-valid',
  severity: 'error',
  why: 'the API server refuses ports that can\'t be told apart by a name that is a DNS label',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#multi-port-services',
  kinds: SERVICE,
  *check(subject) {
    const { ports } = serviceOf(subject);
    const seen = new Set<string>();
    for (const { path, item: { name = '' } } of ports) {
      if (name === '') {
        if (ports.length > 1) yield required(`${path}.name`, 'a Service with several ports must name each');
        continue;
      }
      yield* eachInvalid(`${path}.name`, name, dnsLabelErrors(name));
      if (seen.has(name)) yield duplicate(`${path}.name`, name);
      seen.add(name);
    }
  },
};
