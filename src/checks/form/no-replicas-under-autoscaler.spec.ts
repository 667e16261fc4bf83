import { describeRule } from '../test-support/describe-rule.ts';
import { object } from '../test-support/manifests.ts';
import { noReplicasUnderAutoscaler } from './no-replicas-under-autoscaler.ts';

const hpa = (kind = 'Deployment', name = 'web') =>
  object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', { spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind, name }, maxReplicas: 4 } });
const scaled = object('keda.sh/v1alpha1', 'ScaledObject', 'web', { spec: { scaleTargetRef: { name: 'web' } } });
const web = (spec: object, metadata: object = {}) => object('apps/v1', 'Deployment', 'web', { spec, metadata });

describeRule(noReplicasUnderAutoscaler, {
  accepts: {
    'a count without an autoscaler': web({ replicas: 3 }),
    'an autoscaler without a count': [web({}), hpa()],
    'an autoscaler of another kind': [web({ replicas: 3 }), hpa('StatefulSet')],
    'an autoscaler in another namespace': [web({ replicas: 3 }, { namespace: 'other' }), hpa()],
    'a handover': [web({ replicas: 3 }, { annotations: { 'slipway.dev/handover': 'true' } }), hpa()],
  },
  rejects: {
    'a count under an HPA': [[web({ replicas: 3 }), hpa()], ['spec.replicas']],
    'a count under a ScaledObject': [[web({ replicas: 3 }), scaled], ['spec.replicas']],
  },
});
