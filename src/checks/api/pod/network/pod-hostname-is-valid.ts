import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { forbidden, tooLong } from '../../field-error.ts';
import { dnsLabelErrors } from '../../syntax/dns-label.ts';
import { dnsSubdomainErrors } from '../../syntax/dns-subdomain.ts';
import { byteLength } from '../../syntax/length.ts';

/** The minor since which a pod may override its whole host name without asking for it; before, the field is dropped. */
const OVERRIDE = 35;
/** The longest host name Linux has. */
const LONGEST = 64;

export const podHostnameIsValid: Rule = {
  id: 'pod-hostname-is-valid',
  severity: 'error',
  why: 'the API server refuses host names that are no DNS names, and an override of one that the pod gets from elsewhere',
  source: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-hostname-and-subdomain-field',
  kinds: POD_KINDS,
  keys: ['hostname', 'subdomain', 'hostnameOverride'],
  *check({ kind, apiPods, set: { minor } }) {
    for (const { specPath, spec } of apiPods) {
      // A StatefulSet gives its pods both.
      for (const field of kind === 'apps/StatefulSet' ? [] : (['hostname', 'subdomain'] as const)) {
        const name = spec[field];
        if (name) yield* eachInvalid(`${specPath}.${field}`, name, dnsLabelErrors(name));
      }
      const override = spec.hostnameOverride;
      if (override === undefined || minor < OVERRIDE) continue;
      const path = `${specPath}.hostnameOverride`;
      yield* eachInvalid(path, override, dnsSubdomainErrors(override));
      if (byteLength(override) > LONGEST) yield tooLong(path, LONGEST);
      if (spec.hostNetwork === true) yield forbidden(path, 'may not be set when `hostNetwork` is true');
      if (spec.setHostnameAsFQDN === true) yield forbidden(path, 'may not be set when `setHostnameAsFQDN` is true');
    }
  },
};
