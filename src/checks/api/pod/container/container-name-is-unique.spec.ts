import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment, object, podSpec } from '../../../test-support/manifests.ts';
import { containerNameIsUnique } from './container-name-is-unique.ts';

const POD = 'spec.template.spec';
const INIT = 'spec.template.spec.initContainers[0]';
/** A Pod; the fields are its spec. */
const pod = (fields: object, metadata: object = {}) => object('v1', 'Pod', 'web', { metadata, spec: podSpec({ ...fields }) });

describeRule(containerNameIsUnique, {
  accepts: { 'different names': deployment({ containers: [container(), container({ name: 'proxy' })], initContainers: [container({ name: 'init' })] }), 'no names, which is another mistake': deployment({ containers: [container({ name: '' }), container({ name: '' })] }) },
  rejects: {
    'twice': [deployment({ containers: [container(), container()] }), [`${POD}.containers[1].name`]],
    'that of an ordinary container': [deployment({ initContainers: [container()] }), [`${INIT}.name`]],
    'that of another init container': [deployment({ initContainers: [container({ name: 'a' }), container({ name: 'a' })] }), [`${POD}.initContainers[1].name`]],
    'an ephemeral container': [pod({ ephemeralContainers: [container()] }), ['spec.ephemeralContainers[0].name']],
  },
});
