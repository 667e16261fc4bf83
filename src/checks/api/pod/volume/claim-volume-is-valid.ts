import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { invalid, required } from '../../field-error.ts';
import { volumesOf, sourceFindings } from './volumes-of.ts';

export const claimVolumeIsValid: Rule = {
  id: 'claim-volume-is-valid',
  severity: 'error',
  why: 'the API server refuses a volume of a claim without the name of it, and in a Pod of a claim that another of its volumes makes',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/',
  kinds: POD_KINDS,
  keys: ['persistentVolumeClaim'],
  *check(subject) {
    const { kind } = subject;
    yield* sourceFindings(subject, 'persistentVolumeClaim', function* ({ claimName }, path) {
      if (!claimName) yield required(`${path}.claimName`, 'name the claim');
    });
    if (kind !== '/Pod') return;
    const made = new Set<string>();
    for (const { item, pod } of volumesOf(subject)) if (item.ephemeral !== undefined && pod.metadata.name) made.add(`${pod.metadata.name}-${item.name ?? ''}`);
    for (const { path, item } of volumesOf(subject)) {
      const name = item.persistentVolumeClaim?.claimName;
      if (name !== undefined && made.has(name)) yield invalid(`${path}.persistentVolumeClaim.claimName`, name, 'must not reference a PVC that gets created for an ephemeral volume');
    }
  },
};
