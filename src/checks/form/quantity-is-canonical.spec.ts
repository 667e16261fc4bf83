import { describeRule } from '../test-support/describe-rule.ts';
import { deployment, object, withContainer } from '../test-support/manifests.ts';
import { quantityIsCanonical } from './quantity-is-canonical.ts';

describeRule(quantityIsCanonical, {
  accepts: {
    'canonical quantities': withContainer({ resources: { requests: { cpu: '500m', memory: '1Gi' }, limits: { memory: '1536Mi' } } }),
    'a map named limits that holds no resources': object('acme.example/v1', 'Tariff', 'x', { spec: { limits: { calls: '0.5' } } }),
    'a label named sizes': deployment({ nodeSelector: { size: '1024Mi' } }),
    'the count of a scaling policy': object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', { spec: { behavior: { scaleUp: { policies: [{ type: 'Pods', value: 4, periodSeconds: 60 }] } } } }),
    'no resources at all': withContainer({ resources: 'none' }),
  },
  rejects: {
    'a fraction': [withContainer({ resources: { requests: { cpu: '0.5' } } }), ['spec.template.spec.containers[0].resources.requests.cpu']],
    'a thousand thousandths': [withContainer({ resources: { limits: { cpu: '1000m' } } }), ['spec.template.spec.containers[0].resources.limits.cpu']],
    'a number': [withContainer({ resources: { limits: { cpu: 1 } } }), ['spec.template.spec.containers[0].resources.limits.cpu']],
    'what is no quantity': [withContainer({ resources: { limits: { memory: '1 gig', cpu: true } } }), ['spec.template.spec.containers[0].resources.limits.memory', 'spec.template.spec.containers[0].resources.limits.cpu']],
    'an emptyDir': [deployment({ volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '1024Mi' } }] }), ['spec.template.spec.volumes[0].emptyDir.sizeLimit']],
    'a quota': [object('v1', 'ResourceQuota', 'quota', { spec: { hard: { 'requests.cpu': '4000m', pods: '10' } } }), ['spec.hard["requests.cpu"]']],
    'a limit range': [object('v1', 'LimitRange', 'limits', { spec: { limits: [{ type: 'Container', defaultRequest: { cpu: '0.1' } }] } }), ['spec.limits[0].defaultRequest.cpu']],
    'an autoscaler': [
      object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', { spec: { metrics: [{ pods: { target: { averageValue: '0.5' } } }, { object: { target: { value: '2000m' } } }] } }),
      ['spec.metrics[0].pods.target.averageValue', 'spec.metrics[1].object.target.value'],
    ],
    'a volume claim template': [
      object('apps/v1', 'StatefulSet', 'db', { spec: { volumeClaimTemplates: [{ spec: { resources: { requests: { storage: '2048Mi' } } } }] } }),
      ['spec.volumeClaimTemplates[0].spec.resources.requests.storage'],
    ],
    'a Postgres cluster': [object('postgresql.cnpg.io/v1', 'Cluster', 'db', { spec: { storage: { size: '1024Gi' } } }), ['spec.storage.size']],
  },
});
