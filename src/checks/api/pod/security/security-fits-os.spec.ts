import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment } from '../../../test-support/manifests.ts';
import { securityFitsOs } from './security-fits-os.ts';

const POD = 'spec.template.spec';
const CONTAINER = 'spec.template.spec.containers[0]';

describeRule(securityFitsOs, {
  accepts: {
    'nothing said': deployment({ securityContext: { runAsUser: 1, windowsOptions: { runAsUserName: 'a' } } }),
    'Linux': deployment({ os: { name: 'linux' }, hostPID: true, securityContext: { runAsUser: 1 } }),
    'Windows': deployment({ os: { name: 'windows' }, securityContext: { windowsOptions: { runAsUserName: 'a' }, runAsNonRoot: true }, containers: [container({ securityContext: { runAsNonRoot: true } })] }),
  },
  rejects: {
    'options of Windows': [deployment({ os: { name: 'linux' }, securityContext: { windowsOptions: {} }, containers: [container({ securityContext: { windowsOptions: {} } })] }), [`${POD}.securityContext.windowsOptions`, `${CONTAINER}.securityContext.windowsOptions`]],
    'a pod of Linux': [deployment({ os: { name: 'windows' }, hostPID: true, shareProcessNamespace: false, securityContext: { runAsUser: 1, fsGroup: 1 }, containers: [container({ securityContext: {} })] }), [`${POD}.hostPID`, `${POD}.shareProcessNamespace`, `${POD}.securityContext.runAsUser`, `${POD}.securityContext.fsGroup`]],
    'a container of Linux': [deployment({ os: { name: 'windows' }, securityContext: {}, containers: [container({ securityContext: { capabilities: {}, privileged: false } })] }), [`${CONTAINER}.securityContext.capabilities`, `${CONTAINER}.securityContext.privileged`]],
  },
});
