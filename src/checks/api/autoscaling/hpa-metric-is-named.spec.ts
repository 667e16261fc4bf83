import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { hpaMetricIsNamed } from './hpa-metric-is-named.ts';

const metrics = (...list: readonly object[]) => object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', { spec: { metrics: list } });

describeRule(hpaMetricIsNamed, {
  accepts: {
    'each of them': metrics({ resource: { name: 'cpu' } }, { containerResource: { name: 'memory', container: 'web' } }, { pods: { metric: { name: 'requests_per_second' } } }),
    'any resource of the pods': metrics({ resource: { name: 'Any thing' } }),
  },
  rejects: {
    'no names': [metrics({ resource: {} }, { containerResource: {} }, { external: {} }), ['spec.metrics[0].resource.name', 'spec.metrics[1].containerResource.name', 'spec.metrics[1].containerResource.container', 'spec.metrics[2].external.metric.name']],
    'a slash': [metrics({ object: { metric: { name: 'a/b' } } }), ['spec.metrics[0].object.metric.name']],
    'a resource that no container has, and no container': [metrics({ containerResource: { name: 'pods', container: 'A' } }), ['spec.metrics[0].containerResource.name', 'spec.metrics[0].containerResource.container']],
  },
});
