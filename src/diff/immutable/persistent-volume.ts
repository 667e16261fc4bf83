import { differingFields, type ImmutableRule, valueAt } from '../immutable-field.ts';

/** Where a volume lies, and on which nodes. */
export const persistentVolume: ImmutableRule = {
  kinds: ['/PersistentVolume'],
  source: 'https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go',
  check: (update) =>
    differingFields(update, 'spec')
      .filter((field) => !MUTABLE.has(field) && !(field === 'nodeAffinity' && valueAt(update.live, 'spec', field) === undefined))
      .map((field) => ({ path: `spec.${field}`, reason: `${field} of a volume is fixed when it is made`, wayOut: 'make another volume under a new name, and copy the data' })),
};

const MUTABLE: ReadonlySet<string> = new Set(['accessModes', 'capacity', 'claimRef', 'mountOptions', 'persistentVolumeReclaimPolicy', 'storageClassName', 'volumeAttributesClassName']);
