import { type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { invalid, notSupported } from '../field-error.ts';
import { portErrors, portNumberErrors } from '../syntax/port.ts';
import { NETWORK_POLICY, policyPortsOf } from './network-policy-rules-of.ts';
import { PROTOCOLS } from './protocols.ts';

export const networkPolicyPortIsValid: Rule = {
  id: 'network-policy-port-is-valid',
  severity: 'error',
  why: 'the API server refuses a port that is neither a number nor a name, and a range of ports that has no beginning or runs backwards',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#targeting-a-range-of-ports',
  kinds: NETWORK_POLICY,
  keys: ['ports'],
  *check(subject) {
    for (const { path, item } of policyPortsOf(subject)) {
      const protocol = item.protocol ?? 'TCP';
      if (!PROTOCOLS.includes(protocol)) yield notSupported(`${path}.protocol`, protocol, PROTOCOLS);
      const { port, endPort } = item;
      if (port !== undefined && port !== null) yield* eachInvalid(`${path}.port`, port, portErrors(port));
      if (endPort === undefined || endPort === null) continue;
      if (port === undefined || port === null) yield invalid(`${path}.endPort`, endPort, 'may not be specified when port is not specified');
      else if (typeof port === 'string') yield invalid(`${path}.endPort`, endPort, 'may not be specified when port is a name');
      else {
        if (endPort < port) yield invalid(`${path}.endPort`, endPort, 'must be greater than or equal to port');
        yield* eachInvalid(`${path}.endPort`, endPort, portNumberErrors(endPort));
      }
    }
  },
};
