import { describeRule } from '../test-support/describe-rule.ts';
import { container, deployment } from '../test-support/manifests.ts';
import { seccompProfileIsSet } from './seccomp-profile-is-set.ts';

const own = { securityContext: { seccompProfile: { type: 'Localhost' } } };

describeRule(seccompProfileIsSet, {
  accepts: {
    'the pod says it': deployment(),
    'every container says it': deployment({ securityContext: {}, initContainers: [container(own)], containers: [container(own)] }),
    'a pod on Windows': deployment({ os: { name: 'windows' }, securityContext: {} }),
  },
  rejects: {
    'nobody says it': [deployment({ securityContext: {} }), ['spec.template.spec.containers[0].securityContext.seccompProfile.type']],
    'one container alone says it': [deployment({ securityContext: {}, containers: [container(own), container({ name: 'b' })] }), ['spec.template.spec.containers[1].securityContext.seccompProfile.type']],
  },
});
