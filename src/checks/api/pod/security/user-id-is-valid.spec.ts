import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment } from '../../../test-support/manifests.ts';
import { userIdIsValid } from './user-id-is-valid.ts';

const POD = 'spec.template.spec';
const INIT = 'spec.template.spec.initContainers[0]';
/** A Deployment with one init container. */
const init = (fields: object) => deployment({ initContainers: [container({ name: 'init', ...fields })] });

describeRule(userIdIsValid, {
  accepts: { 'root and the last user': deployment({ securityContext: { runAsUser: 0, runAsGroup: 2147483647, fsGroup: 1, supplementalGroups: [0] } }) },
  rejects: {
    'of a pod': [deployment({ securityContext: { runAsUser: -1, runAsGroup: 2147483648, fsGroup: -1, supplementalGroups: [1, -1] } }), [`${POD}.securityContext.runAsUser`, `${POD}.securityContext.runAsGroup`, `${POD}.securityContext.fsGroup`, `${POD}.securityContext.supplementalGroups[1]`]],
    'of a container': [init({ securityContext: { runAsUser: -1 } }), [`${INIT}.securityContext.runAsUser`]],
  },
});
