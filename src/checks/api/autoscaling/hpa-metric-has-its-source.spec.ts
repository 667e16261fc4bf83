import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { hpaMetricHasItsSource } from './hpa-metric-has-its-source.ts';

const metrics = (...list: readonly object[]) => object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', { spec: { metrics: list } });

describeRule(hpaMetricHasItsSource, {
  accepts: {
    'each its own': metrics({ type: 'Resource', resource: {} }, { type: 'ContainerResource', containerResource: {} }, { type: 'External', external: {} }),
  },
  rejects: {
    'no type': [metrics({ resource: {} }), ['spec.metrics[0].type']],
    'an unknown type': [metrics({ type: 'cpu', resource: {} }), ['spec.metrics[0].type']],
    'none': [metrics({ type: 'Pods' }), ['spec.metrics[0].pods']],
    'another': [metrics({ type: 'Pods', resource: {} }), ['spec.metrics[0].pods']],
    'two': [metrics({ type: 'Pods', pods: {}, resource: {}, external: {} }), ['spec.metrics[0].resource', 'spec.metrics[0].external']],
  },
});
