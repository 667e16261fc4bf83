import { type PersistentVolumeSpec } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { specOf } from '../config/spec-of.ts';
import { forbidden, required } from '../field-error.ts';
import { PERSISTENT_SOURCES } from './persistent-sources.ts';

export const persistentVolumeSourceIsOne: Rule = {
  id: 'persistent-volume-source-is-one',
  severity: 'error',
  why: 'the API server refuses a volume that is nowhere, or in two places, or that can\'t be found there',
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#types-of-persistent-volumes',
  kinds: ['/PersistentVolume'],
  *check(subject) {
    const spec = specOf<PersistentVolumeSpec>(subject);
    let found = false;
    for (const [key, { name = key, path = key, findings }] of Object.entries(PERSISTENT_SOURCES)) {
      const source = spec[key as keyof PersistentVolumeSpec] as Partial<Record<string, unknown>> | null | undefined;
      if (!source) continue;
      if (found && key !== 'flexVolume') yield forbidden(`spec.${name}`, 'a volume can\'t be of two types');
      else yield* findings(source, `spec.${path}`, subject.identity.name) satisfies Iterable<Finding>;
      found = true;
    }
    if (!found) yield required('spec', 'must have a volume type, such as csi or nfs');
  },
};
