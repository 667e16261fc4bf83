import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { forbidden, required } from '../../field-error.ts';
import { VOLUME_SOURCES, type VolumeSource, volumesOf } from './volumes-of.ts';

/** The minor since which images are volumes without asking for it; before, such volumes are dropped. */
export const IMAGE_VOLUMES = 35;

/** What the server calls these. */
const CALLED: Readonly<Partial<Record<VolumeSource, string>>> = { cephfs: 'cephFS', downwardAPI: 'downwarAPI' };

export const volumeHasOneSource: Rule = {
  id: 'volume-has-one-source',
  severity: 'error',
  why: 'the API server refuses a volume that comes from nowhere, or from two places',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#volume-types',
  kinds: POD_KINDS,
  keys: ['volumes'],
  *check(subject) {
    const { set: { minor } } = subject;
    for (const { path, item } of volumesOf(subject)) {
      // Such a volume is dropped whole, and its mounts with it.
      if (item.image !== undefined && minor < IMAGE_VOLUMES) continue;
      const [first, ...more] = VOLUME_SOURCES.filter((source) => item[source] !== undefined);
      if (first === undefined) yield required(path, 'must specify a volume type');
      for (const source of more) yield forbidden(`${path}.${CALLED[source] ?? source}`, 'may not specify more than 1 volume type');
    }
  },
};
