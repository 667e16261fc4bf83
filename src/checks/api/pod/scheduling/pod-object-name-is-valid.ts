import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { dnsSubdomainErrors } from '../../syntax/dns-subdomain.ts';

/** Of these, an empty name is none. */
const NAMES = ['nodeName', 'priorityClassName', 'serviceAccountName'] as const;

export const podObjectNameIsValid: Rule = {
  id: 'pod-object-name-is-valid',
  severity: 'error',
  why: 'the API server refuses a node, service account, priority class or runtime class by a name that none could have',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#PodSpec',
  kinds: POD_KINDS,
  keys: [...NAMES, 'serviceAccount', 'runtimeClassName'],
  *check({ apiPods }) {
    for (const { specPath, spec } of apiPods) {
      for (const field of NAMES) {
        const name = spec[field];
        if (name) yield* eachInvalid(`${specPath}.${field}`, name, dnsSubdomainErrors(name));
      }
      if (spec.runtimeClassName !== undefined) yield* eachInvalid(`${specPath}.runtimeClassName`, spec.runtimeClassName, dnsSubdomainErrors(spec.runtimeClassName));
    }
  },
};
