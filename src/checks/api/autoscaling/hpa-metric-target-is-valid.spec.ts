import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { hpaMetricTargetIsValid } from './hpa-metric-target-is-valid.ts';

const metrics = (...list: readonly object[]) => object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', { spec: { metrics: list } });

describeRule(hpaMetricTargetIsValid, {
  accepts: {
    'each its own': metrics({ resource: { target: { type: 'Utilization', averageUtilization: 80 } } }, { pods: { target: { type: 'AverageValue', averageValue: '1k' } } }, { external: { target: { type: 'Value', value: '0.5' } } }),
    'both for an object': metrics({ object: { target: { type: 'Value', value: 1, averageValue: 1 } } }),
    'version 1': object('autoscaling/v1', 'HorizontalPodAutoscaler', 'web', { spec: { targetCPUUtilizationPercentage: 80 } }),
  },
  rejects: {
    'none': [metrics({ resource: {} }), ['spec.metrics[0].resource.target.type', 'spec.metrics[0].resource.target.type', 'spec.metrics[0].resource.target.averageUtilization']],
    'an unknown type': [metrics({ pods: { target: { type: 'Average', averageValue: '1' } } }), ['spec.metrics[0].pods.target.type']],
    'less than one, and nothing': [metrics({ resource: { target: { type: 'Utilization', averageUtilization: 0 } } }, { pods: { target: { type: 'AverageValue', averageValue: '0' } } }, { external: { target: { type: 'Value', value: '-1' } } }), ['spec.metrics[0].resource.target.averageUtilization', 'spec.metrics[1].pods.target.averageValue', 'spec.metrics[2].external.target.value']],
    'two': [metrics({ containerResource: { target: { type: 'Utilization', averageUtilization: 1, averageValue: 1 } } }, { external: { target: { type: 'Value', value: 1, averageValue: 1 } } }), ['spec.metrics[0].containerResource.target.averageValue', 'spec.metrics[1].external.target.value']],
    'pods without an average, an object without any': [metrics({ pods: { target: { type: 'Value', value: 1 } } }, { object: { target: { type: 'Value' } } }), ['spec.metrics[0].pods.target.averageValue', 'spec.metrics[1].object.target.averageValue']],
    'version 1': [object('autoscaling/v1', 'HorizontalPodAutoscaler', 'web', { spec: { targetCPUUtilizationPercentage: 0 } }), ['spec.metrics[0].resource.target.averageUtilization']],
  },
});
