import { isFields, listAt } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const volumeTypeIsRestricted: Rule = {
  id: 'volume-type-is-restricted',
  severity: 'error',
  why: 'other types reach the node or a storage system past the PersistentVolumes that an administrator made',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
  kinds: POD_KINDS,
  keys: ['volumes'],
  *check({ pods }) {
    for (const { spec, specPath } of pods) {
      const volumes = listAt(spec, 'volumes');
      for (let index = 0; index < volumes.length; index++) {
        const volume = volumes[index];
        if (!isFields(volume)) continue;
        const types = Object.keys(volume).filter((key) => key !== 'name' && volume[key] !== undefined && volume[key] !== null);
        // Without a type it is an emptyDir.
        const wrong = types.find((type) => !ALLOWED.has(type));
        if (wrong !== undefined && !types.some((type) => ALLOWED.has(type))) {
          yield {
            path: `${specPath}.volumes[${index}]`,
            message: `a volume of type ${shown(wrong)} is not allowed`,
            fix: `one of ${[...ALLOWED].join(', ')}`,
          };
        }
      }
    }
  },
};

const ALLOWED: ReadonlySet<string> = new Set(['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret']);
