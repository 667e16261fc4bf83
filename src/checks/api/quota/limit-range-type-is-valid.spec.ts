import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { limitRangeTypeIsValid } from './limit-range-type-is-valid.ts';

const limits = (...list: readonly object[]) => object('v1', 'LimitRange', 'defaults', { spec: { limits: list } });

describeRule(limitRangeTypeIsValid, {
  accepts: {
    'each type, and one of somebody else': limits({ type: 'Container' }, { type: 'Pod' }, { type: 'PersistentVolumeClaim', min: { storage: '1Gi' } }, { type: 'shop.example/Cart' }),
  },
  rejects: {
    'none, and an unknown one': [limits({}, { type: 'Job' }), ['spec.limits[0].type', 'spec.limits[1].type']],
    'one twice': [limits({ type: 'Pod' }, { type: 'Pod' }), ['spec.limits[1].type']],
    'claims without a size': [limits({ type: 'PersistentVolumeClaim', default: { storage: '1Gi' } }), ['spec.limits[0].limits']],
  },
});
