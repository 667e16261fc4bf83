import { listAt, textAt } from '../../../field.ts';
import { POD_KINDS } from '../../../pods-of.ts';
import { type Finding, type Rule } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { required } from '../../field-error.ts';
import { dnsLabelErrors } from '../../syntax/dns-label.ts';
import { volumesOf } from './volumes-of.ts';

export const volumeNameIsValid: Rule = {
  id: 'volume-name-is-valid',
  severity: 'error',
  why: 'the API server refuses a volume, or a claim made into one, whose name is no DNS label',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/',
  kinds: POD_KINDS,
  keys: ['volumes', 'volumeClaimTemplates'],
  *check(subject) {
    for (const { path, item: { name } } of volumesOf(subject)) yield* nameFindings(name, `${path}.name`);
    // The claim of each is a volume of the pods.
    if (subject.kind !== 'apps/StatefulSet') return;
    for (const [index, claim] of listAt(subject.defaulted, 'spec', 'volumeClaimTemplates').entries()) {
      yield* nameFindings(textAt(claim, 'metadata', 'name'), `spec.volumeClaimTemplates[${index}].metadata.name`);
    }
  },
};

function* nameFindings(name: string | undefined, path: string): Iterable<Finding> {
  if (!name) yield required(path, 'a volume has a name');
  else yield* eachInvalid(path, name, dnsLabelErrors(name));
}
