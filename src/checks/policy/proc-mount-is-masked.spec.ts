import { describeRule } from '../test-support/describe-rule.ts';
import { container, deployment } from '../test-support/manifests.ts';
import { procMountIsMasked } from './proc-mount-is-masked.ts';

const pod = (procMount: unknown, hostUsers?: boolean) => deployment({ ...(hostUsers === undefined ? {} : { hostUsers }), containers: [container({ securityContext: { procMount } })] });

describeRule(procMountIsMasked, {
  accepts: {
    'the default': pod('Default', false),
    'nothing said': pod(null, false),
    'what the baseline refuses already': pod('Unmasked'),
  },
  rejects: {
    'an unmasked /proc in a user namespace': [pod('Unmasked', false), ['spec.template.spec.containers[0].securityContext.procMount']],
  },
});
