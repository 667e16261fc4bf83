import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { required } from '../../field-error.ts';
import { dnsLabelErrors } from '../../syntax/dns-label.ts';
import { volumesOf } from './volumes-of.ts';

export const volumeNameIsValid: Rule = {
  id: 'volume-name-is-valid',
  severity: 'error',
  why: 'the API server refuses a volume whose name is no DNS label',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/',
  kinds: POD_KINDS,
  keys: ['volumes'],
  *check(subject) {
    for (const { path, item: { name = '' } } of volumesOf(subject)) {
      if (name === '') yield required(`${path}.name`, 'a volume has a name');
      else yield* eachInvalid(`${path}.name`, name, dnsLabelErrors(name));
    }
  },
};
