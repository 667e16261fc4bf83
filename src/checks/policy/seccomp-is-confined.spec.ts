import { describeRule } from '../test-support/describe-rule.ts';
import { deployment, withContainer } from '../test-support/manifests.ts';
import { seccompIsConfined } from './seccomp-is-confined.ts';

const of = (type: string) => ({ securityContext: { seccompProfile: { type } } });

describeRule(seccompIsConfined, {
  accepts: { 'nothing said': withContainer({}), 'the runtime\'s profile': withContainer(of('RuntimeDefault')), 'a profile of the node': deployment(of('Localhost')) },
  rejects: {
    'a container without': [withContainer(of('Unconfined')), ['spec.template.spec.containers[0].securityContext.seccompProfile.type']],
    'a pod without': [deployment(of('Unconfined')), ['spec.template.spec.securityContext.seccompProfile.type']],
  },
});
