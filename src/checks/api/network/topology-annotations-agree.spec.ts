import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { topologyAnnotationsAgree } from './topology-annotations-agree.ts';

const service = (spec: object, annotations: object = {}) => object('v1', 'Service', 'web', { metadata: { annotations }, spec });

describeRule(topologyAnnotationsAgree, {
  accepts: {
    'the new one': service({}, { 'service.kubernetes.io/topology-mode': 'Auto' }),
    'both the same': service({}, { 'service.kubernetes.io/topology-mode': 'Auto', 'service.kubernetes.io/topology-aware-hints': 'Auto' }),
  },
  rejects: {
    'different ones': [service({}, { 'service.kubernetes.io/topology-mode': 'Auto', 'service.kubernetes.io/topology-aware-hints': 'auto' }), ['metadata.annotations["service.kubernetes.io/topology-mode"]']],
  },
});
