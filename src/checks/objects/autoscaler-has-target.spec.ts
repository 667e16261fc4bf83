import { describeRule } from '../test-support/describe-rule.ts';
import { deployment, object } from '../test-support/manifests.ts';
import { autoscalerHasTarget } from './autoscaler-has-target.ts';

const hpa = (scaleTargetRef: unknown) => object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', { spec: { scaleTargetRef } });
const web = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
const PATH = ['spec.scaleTargetRef.name'];

describeRule(autoscalerHasTarget, {
  accepts: {
    'a Deployment': [deployment(), hpa(web)],
    'a custom resource': [object('argoproj.io/v1alpha1', 'Rollout', 'web'), hpa({ ...web, apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' })],
    'a ScaledObject with its defaults': [deployment(), object('keda.sh/v1alpha1', 'ScaledObject', 'web', { spec: { scaleTargetRef: { name: 'web' } } })],
  },
  rejects: {
    'a workload that is not there': [hpa(web), PATH],
    'a workload of another kind': [[deployment(), hpa({ ...web, kind: 'StatefulSet' })], PATH],
    'a workload of another namespace': [[deployment({}, { namespace: 'other' }), hpa(web)], PATH],
    'a group left out': [[deployment(), hpa({ kind: 'Deployment', name: 'web' })], PATH],
    'no target': [hpa(undefined), PATH],
    'a target of another shape': [hpa('web'), PATH],
  },
});
