import { type Rule } from '../../rule.ts';
import { notSupported } from '../field-error.ts';
import { PROTOCOLS } from './protocols.ts';
import { SERVICE, serviceOf } from './service-of.ts';

export const serviceProtocolIsKnown: Rule = {
  id: 'service-protocol-is-known',
  severity: 'error',
  why: 'the API server refuses a port of a protocol it doesn\'t know',
  source: 'https://kubernetes.io/docs/reference/networking/service-protocols/',
  kinds: SERVICE,
  keys: ['protocol'],
  *check(subject) {
    for (const { path, item } of serviceOf(subject).ports) {
      const protocol = item.protocol || 'TCP';
      if (!PROTOCOLS.includes(protocol)) yield notSupported(`${path}.protocol`, protocol, PROTOCOLS);
    }
  },
};
