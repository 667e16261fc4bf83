import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { claimDataSourceIsValid } from './claim-data-source-is-valid.ts';

const claim = (spec: object) => object('v1', 'PersistentVolumeClaim', 'data', { spec });

describeRule(claimDataSourceIsValid, {
  accepts: {
    'a claim, a snapshot': claim({ dataSource: { kind: 'PersistentVolumeClaim', name: 'old' } }),
    'anything else, which is dropped': claim({ dataSource: { kind: 'Secret', name: 'old' } }),
    'both the same': claim({ dataSource: { apiGroup: 'shop.example', kind: 'Dump', name: 'old' }, dataSourceRef: { apiGroup: 'shop.example', kind: 'Dump', name: 'old' } }),
    'one of another namespace, which is dropped': claim({ dataSourceRef: { kind: 'Secret', name: 'old', namespace: 'A' } }),
  },
  rejects: {
    'two different': [claim({ dataSource: { kind: 'PersistentVolumeClaim', name: 'old' }, dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'older' } }), ['spec']],
    'a kind without a group': [claim({ dataSourceRef: { kind: 'Secret', name: 'old' } }), ['spec.dataSourceRef']],
    'a claim without a name': [claim({ dataSource: { kind: 'PersistentVolumeClaim' } }), ['spec.dataSource.name']],
    'a group that is none': [claim({ dataSourceRef: { apiGroup: 'A b', kind: 'Dump', name: 'old' } }), ['spec.dataSourceRef.apiGroup']],
  },
});
