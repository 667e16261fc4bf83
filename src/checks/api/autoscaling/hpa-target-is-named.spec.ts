import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { hpaTargetIsNamed } from './hpa-target-is-named.ts';

const hpa = (spec: object) => object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', { spec });

describeRule(hpaTargetIsNamed, {
  accepts: {
    'a Deployment': hpa({ scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } }),
    'the one kind without a group': hpa({ scaleTargetRef: { apiVersion: 'v1', kind: 'ReplicationController', name: 'web' } }),
    'an object measured, of any group': hpa({ scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, metrics: [{ type: 'Object', object: { describedObject: { kind: 'Service', name: 'web' } } }] }),
  },
  rejects: {
    'nothing': [hpa({}), ['spec.scaleTargetRef.kind', 'spec.scaleTargetRef.name', 'spec.scaleTargetRef.apiVersion']],
    'no group': [hpa({ scaleTargetRef: { apiVersion: '/v1', kind: 'Deployment', name: 'web' } }), ['spec.scaleTargetRef.apiVersion']],
    'two slashes': [hpa({ scaleTargetRef: { apiVersion: 'a/b/c', kind: 'Deployment', name: 'web' } }), ['spec.scaleTargetRef.apiVersion']],
    'what no URL can name': [hpa({ scaleTargetRef: { apiVersion: 'apps/v1', kind: 'a/b', name: '.' } }), ['spec.scaleTargetRef.kind', 'spec.scaleTargetRef.name']],
    'nothing measured': [hpa({ scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, metrics: [{ type: 'Object', object: {} }] }), ['spec.metrics[0].object.describedObject.kind', 'spec.metrics[0].object.describedObject.name']],
  },
});

describeRule(hpaTargetIsNamed, {
  accepts: {
    'no group, which older servers let through': hpa({ scaleTargetRef: { kind: 'Deployment', name: 'web' } }),
  },
  rejects: {
    'no name': [hpa({ scaleTargetRef: { kind: 'Deployment' } }), ['spec.scaleTargetRef.name']],
  },
  context: { kubernetes: '1.33' },
});
