import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { csiStorageCapacityIsValid } from './csi-storage-capacity-is-valid.ts';

const capacity = (fields: object) => object('storage.k8s.io/v1', 'CSIStorageCapacity', 'zone-a', { ...fields });

describeRule(csiStorageCapacityIsValid, {
  accepts: {
    'a capacity': capacity({ storageClassName: 'fast', nodeTopology: { matchLabels: { zone: 'a' } }, capacity: '1Ti' }),
  },
  rejects: {
    'no class, less than nothing, a place': [capacity({ capacity: '-1', nodeTopology: { matchLabels: { 'a b': 'c' } } }), ['storageClassName', 'capacity', 'nodeTopology.matchLabels']],
  },
});
