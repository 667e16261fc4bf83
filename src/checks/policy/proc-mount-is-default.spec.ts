import { describeRule } from '../test-support/describe-rule.ts';
import { container, deployment, withContainer } from '../test-support/manifests.ts';
import { procMountIsDefault } from './proc-mount-is-default.ts';

const of = (procMount?: string) => withContainer({ securityContext: { procMount } });

describeRule(procMountIsDefault, {
  accepts: { 'nothing said': of(), 'the default': of('Default'), 'a user namespace': deployment({ hostUsers: false, containers: [container({ securityContext: { procMount: 'Unmasked' } })] }) },
  rejects: { 'unmasked': [of('Unmasked'), ['spec.template.spec.containers[0].securityContext.procMount']] },
});
