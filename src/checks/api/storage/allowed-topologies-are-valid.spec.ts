import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { allowedTopologiesAreValid } from './allowed-topologies-are-valid.ts';

const storageClass = (fields: object) => object('storage.k8s.io/v1', 'StorageClass', 'fast', { ...fields });

describeRule(allowedTopologiesAreValid, {
  accepts: {
    'zones': storageClass({ allowedTopologies: [{ matchLabelExpressions: [{ key: 'topology.kubernetes.io/zone', values: ['a', 'b'] }] }, { matchLabelExpressions: [{ key: 'topology.kubernetes.io/zone', values: ['c'] }] }] }),
  },
  rejects: {
    'an empty term': [storageClass({ allowedTopologies: [{}] }), ['allowedTopologies[0].matchLabelExpressions']],
    'the same twice, in another order': [storageClass({ allowedTopologies: [{ matchLabelExpressions: [{ key: 'z', values: ['a', 'b'] }] }, { matchLabelExpressions: [{ key: 'z', values: ['b', 'a'] }] }] }), ['allowedTopologies[1].matchLabelExpressions']],
    'a key twice, a value twice, no values, and no key': [storageClass({ allowedTopologies: [{ matchLabelExpressions: [{ key: 'z', values: ['a', 'a'] }, { key: 'z' }, { key: '', values: ['a'] }] }] }), ['allowedTopologies[0].matchLabelExpressions[0].values[1]', 'allowedTopologies[0].matchLabelExpressions[1].values', 'allowedTopologies[0].matchLabelExpressions[1].key', 'allowedTopologies[0].matchLabelExpressions[2].key']],
  },
});
