import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { csiNodeIsValid } from './csi-node-is-valid.ts';

const csiNode = (...drivers: readonly object[]) => object('storage.k8s.io/v1', 'CSINode', 'node-1', { spec: { drivers } });

describeRule(csiNodeIsValid, {
  accepts: {
    'a driver': csiNode({ name: 'csi.shop.example', nodeID: 'node-1', topologyKeys: ['shop.example/zone'], allocatable: { count: 8 } }),
  },
  rejects: {
    'nothing': [csiNode({}), ['spec.drivers[0].name', 'spec.drivers[0].nodeID']],
    'twice': [csiNode({ name: 'a', nodeID: 'b' }, { name: 'a', nodeID: 'b' }), ['spec.drivers[1].name']],
    'an id, a count, keys': [csiNode({ name: 'a', nodeID: 'b'.repeat(257), allocatable: { count: -1 }, topologyKeys: ['c d', '', 'e', 'e'] }), ['spec.drivers[0].nodeID', 'spec.drivers[0].allocatable.count', 'spec.drivers[0]', 'spec.drivers[0]', 'spec.drivers[0]']],
  },
});
