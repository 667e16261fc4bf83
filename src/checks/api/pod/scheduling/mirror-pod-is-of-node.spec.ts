import { describeRule } from '../../../test-support/describe-rule.ts';
import { object, podSpec } from '../../../test-support/manifests.ts';
import { mirrorPodIsOfNode } from './mirror-pod-is-of-node.ts';

/** A Pod; the fields are its spec. */
const pod = (fields: object, metadata: object = {}) => object('v1', 'Pod', 'web', { metadata, spec: podSpec({ ...fields }) });

describeRule(mirrorPodIsOfNode, {
  accepts: { 'no mirror': pod({ serviceAccountName: 'web' }), 'a mirror': pod({ nodeName: 'a' }, { annotations: { 'kubernetes.io/config.mirror': 'a' } }) },
  rejects: {
    'of no node': [pod({}, { annotations: { 'kubernetes.io/config.mirror': '' } }), ['metadata.annotations["kubernetes.io/config.mirror"]']],
    'with an account and a Secret': [pod({ nodeName: 'a', serviceAccountName: 'web', volumes: [{ name: 'a', secret: { secretName: 'a' } }] }, { annotations: { 'kubernetes.io/config.mirror': 'a' } }), ['spec.serviceAccountName', 'spec.volumes[0].secret']],
    'with a token': [pod({ nodeName: 'a', volumes: [{ name: 'a', projected: { sources: [{ serviceAccountToken: { path: 'a' } }] } }] }, { annotations: { 'kubernetes.io/config.mirror': 'a' } }), ['spec.volumes[0].projected']],
  },
});
