import { describeRule } from '../test-support/describe-rule.ts';
import { deployment, withContainer } from '../test-support/manifests.ts';
import { noRootUser } from './no-root-user.ts';

const of = (runAsUser: unknown) => ({ securityContext: { runAsUser } });

describeRule(noRootUser, {
  accepts: { 'nothing said': deployment(), 'another user': deployment(of(10001)), 'root of a user namespace': deployment({ ...of(0), hostUsers: false }) },
  rejects: {
    'a pod': [deployment(of(0)), ['spec.template.spec.securityContext.runAsUser']],
    'a container': [withContainer(of(0)), ['spec.template.spec.containers[0].securityContext.runAsUser']],
  },
});

describeRule(noRootUser, {
  accepts: { 'another user': deployment({ ...of(10001), hostUsers: false }) },
  rejects: { 'root of a user namespace before 1.35': [deployment({ ...of(0), hostUsers: false }), ['spec.template.spec.securityContext.runAsUser']] },
  context: { kubernetes: '1.34' },
});
