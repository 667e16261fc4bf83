import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment } from '../../../test-support/manifests.ts';
import { userNamespaceIsOwn } from './user-namespace-is-own.ts';

const POD = 'spec.template.spec';
const CONTAINER = 'spec.template.spec.containers[0]';

describeRule(userNamespaceIsOwn, {
  accepts: { 'users of its own': deployment({ hostUsers: false }), 'all of the node': deployment({ hostUsers: true, hostNetwork: true, hostPID: true, hostIPC: true }) },
  rejects: {
    'other namespaces of the node': [deployment({ hostUsers: false, hostNetwork: true, hostPID: true, hostIPC: true }), [`${POD}.hostNetwork`, `${POD}.HostPID`, `${POD}.HostIPC`]],
    'a device': [deployment({ hostUsers: false, containers: [container({ volumeDevices: [{ name: 'a', devicePath: '/dev/a' }] })] }), [`${CONTAINER}.volumeDevices`]],
  },
});
