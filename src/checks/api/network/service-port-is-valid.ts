import { type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { portErrors, portNumberErrors } from '../syntax/port.ts';
import { SERVICE, serviceOf } from './service-of.ts';

export const servicePortIsValid: Rule = {
  id: 'service-port-is-valid',
  severity: 'error',
  why: 'the API server refuses a port that is no port number, and a target that is neither a number nor a name of a port',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
  kinds: SERVICE,
  keys: ['ports'],
  *check(subject) {
    for (const { path, item: { port = 0, targetPort } } of serviceOf(subject).ports) {
      yield* eachInvalid(`${path}.port`, port, portNumberErrors(port));
      const target = targetPort || port;
      yield* eachInvalid(`${path}.targetPort`, target, portErrors(target));
    }
  },
};
