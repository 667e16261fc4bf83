import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { hpaReplicasAreInBounds } from './hpa-replicas-are-in-bounds.ts';

const hpa = (spec: object) => object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', { spec });

describeRule(hpaReplicasAreInBounds, {
  accepts: {
    'the most alone': hpa({ maxReplicas: 1 }),
    'both the same': hpa({ minReplicas: 3, maxReplicas: 3 }),
  },
  rejects: {
    'no most': [hpa({}), ['spec.maxReplicas', 'spec.maxReplicas']],
    'a most less than nothing': [hpa({ maxReplicas: -1 }), ['spec.maxReplicas', 'spec.maxReplicas']],
    'a least above the most': [hpa({ minReplicas: 4, maxReplicas: 3 }), ['spec.maxReplicas']],
    'none at least, by processor': [hpa({ minReplicas: 0, maxReplicas: 3 }), ['spec.minReplicas', 'spec.metrics']],
    'none at least, by what is there without pods': [hpa({ minReplicas: 0, maxReplicas: 3, metrics: [{ type: 'External' }] }), ['spec.minReplicas']],
  },
});
