import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { required } from '../../field-error.ts';
import { dnsLabelErrors } from '../../syntax/dns-label.ts';

export const containerNameIsValid: Rule = {
  id: 'container-name-is-valid',
  severity: 'error',
  why: 'the API server refuses a container whose name is no DNS label',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container',
  kinds: POD_KINDS,
  *check({ apiContainers }) {
    for (const { path, container: { name = '' } } of apiContainers) {
      if (name === '') yield required(`${path}.name`, 'a container has a name');
      else yield* eachInvalid(`${path}.name`, name, dnsLabelErrors(name));
    }
  },
};
