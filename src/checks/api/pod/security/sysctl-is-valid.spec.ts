import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment } from '../../../test-support/manifests.ts';
import { sysctlIsValid } from './sysctl-is-valid.ts';

const AT = 'spec.template.spec.securityContext.sysctls';
/** A Deployment that sets kernel parameters. */
const setting = (sysctls: readonly object[], fields: object = {}) => deployment({ ...fields, securityContext: { sysctls } });

describeRule(sysctlIsValid, {
  accepts: { 'a parameter': setting([{ name: 'net.core.somaxconn', value: '1' }, { name: 'kernel/shm_rmid_forced', value: '1' }]), 'one of the network in the namespaces of the node': setting([{ name: 'net.core.somaxconn', value: '1' }], { hostIPC: true }) },
  rejects: {
    'no name': [setting([{ value: '1' }]), [`${AT}[0].name`]],
    'a name that can\'t be': [setting([{ name: 'a..b' }, { name: 'A' }]), [`${AT}[0].name`, `${AT}[1].name`]],
    'one twice': [setting([{ name: 'a' }, { name: 'a' }]), [`${AT}[1].name`]],
    'one of the network of the node': [setting([{ name: 'net/core/somaxconn' }], { hostNetwork: true }), [`${AT}[0].name`]],
    'one of the IPC of the node': [setting([{ name: 'kernel.shmmax' }], { hostIPC: true }), [`${AT}[0].name`]],
  },
});
