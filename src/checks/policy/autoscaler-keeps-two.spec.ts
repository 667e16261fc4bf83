import { describeRule } from '../test-support/describe-rule.ts';
import { object } from '../test-support/manifests.ts';
import { autoscalerKeepsTwo } from './autoscaler-keeps-two.ts';

const scaler = (spec: object) => object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', { spec });

describeRule(autoscalerKeepsTwo, {
  accepts: {
    'two to five': scaler({ minReplicas: 2, maxReplicas: 5 }),
  },
  rejects: {
    'one at the least': [scaler({ minReplicas: 1, maxReplicas: 5 }), ['spec.minReplicas']],
    'nothing said, which is one': [scaler({ maxReplicas: 5 }), ['spec.minReplicas']],
    'no room': [scaler({ minReplicas: 3, maxReplicas: 3 }), ['spec.maxReplicas']],
  },
});
