import { describeRule } from '../test-support/describe-rule.ts';
import { object } from '../test-support/manifests.ts';
import { autoscalerHasOwnTarget } from './autoscaler-has-own-target.ts';

const scaler = (name: string, target: string) => object('autoscaling/v2', 'HorizontalPodAutoscaler', name, { spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: target } } });
const keda = (name: string, target: string) => object('keda.sh/v1alpha1', 'ScaledObject', name, { spec: { scaleTargetRef: { name: target } } });

describeRule(autoscalerHasOwnTarget, {
  accepts: { 'one': scaler('a', 'web'), 'one for each': [scaler('a', 'web'), scaler('b', 'api')], 'no target': object('autoscaling/v2', 'HorizontalPodAutoscaler', 'a', { spec: {} }) },
  rejects: {
    'two': [[scaler('a', 'web'), scaler('b', 'web')], ['spec.scaleTargetRef.name', 'spec.scaleTargetRef.name']],
    'two of two kinds': [[scaler('a', 'web'), keda('b', 'web')], ['spec.scaleTargetRef.name', 'spec.scaleTargetRef.name']],
  },
});
