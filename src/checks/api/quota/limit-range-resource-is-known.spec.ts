import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { limitRangeResourceIsKnown } from './limit-range-resource-is-known.ts';

const limits = (...list: readonly object[]) => object('v1', 'LimitRange', 'defaults', { spec: { limits: list } });

describeRule(limitRangeResourceIsKnown, {
  accepts: {
    'resources of containers': limits({ type: 'Container', max: { cpu: 1, 'hugepages-2Mi': 1, 'shop.example/gpu': 1 } }),
    'others of others': limits({ type: 'PersistentVolumeClaim', max: { storage: '1Gi' } }),
  },
  rejects: {
    'unknown ones': [limits({ type: 'Container', min: { storage: '1Gi', disk: 1, 'requests.shop.example/gpu': 1 } }), ['spec.limits[0].min["storage"]', 'spec.limits[0].min["disk"]', 'spec.limits[0].min["requests.shop.example/gpu"]', 'spec.limits[0].defaultRequest["storage"]', 'spec.limits[0].defaultRequest["disk"]', 'spec.limits[0].defaultRequest["requests.shop.example/gpu"]']],
    'defaults of pods': [limits({ type: 'Pod', default: { cpu: 1 }, defaultRequest: { cpu: 1 } }), ['spec.limits[0].default', 'spec.limits[0].defaultRequest']],
  },
});
