import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { limitRangeAmountsAgree } from './limit-range-amounts-agree.ts';

const limits = (...list: readonly object[]) => object('v1', 'LimitRange', 'defaults', { spec: { limits: list } });

describeRule(limitRangeAmountsAgree, {
  accepts: {
    'all in order': limits({ type: 'Container', min: { cpu: '10m' }, defaultRequest: { cpu: '100m' }, default: { cpu: '500m' }, max: { cpu: 4 }, maxLimitRequestRatio: { cpu: 10 } }),
    'the same in other words': limits({ type: 'Pod', min: { memory: '1Gi' }, max: { memory: '1024Mi' } }),
    'blanks around': limits({ type: 'Container', defaultRequest: { memory: '128Mi ' }, default: { memory: '256Mi' }, max: { memory: ' 1Gi' } }),
    'pods, whose defaults don\'t count': limits({ type: 'Pod', default: { cpu: 9 }, max: { cpu: 1 } }),
  },
  rejects: {
    'a least above the most': [limits({ type: 'Pod', min: { cpu: 2 }, max: { cpu: 1 } }), ['spec.limits[0].min["cpu"]']],
    'a request above the limit': [limits({ type: 'Container', defaultRequest: { cpu: 2 }, default: { cpu: 1 } }), ['spec.limits[0].defaultRequest["cpu"]']],
    'a default above the most, and so the request that it becomes': [limits({ type: 'Container', default: { cpu: 2 }, max: { cpu: 1 } }), ['spec.limits[0].default["cpu"]', 'spec.limits[0].defaultRequest["cpu"]']],
    'ratios': [limits({ type: 'Pod', maxLimitRequestRatio: { cpu: '500m' } }, { type: 'shop.example/a', min: { cpu: 1 }, max: { cpu: 2 }, maxLimitRequestRatio: { cpu: 3 } }), ['spec.limits[0].maxLimitRequestRatio["cpu"]', 'spec.limits[1].maxLimitRequestRatio["cpu"]']],
    'what can\'t be promised twice': [limits({ type: 'Container', default: { 'shop.example/gpu': 2 }, defaultRequest: { 'shop.example/gpu': 1 } }), ['spec.limits[0].defaultRequest["shop.example/gpu"]']],
  },
});
