import { describeRule } from '../test-support/describe-rule.ts';
import { deployment, withContainer } from '../test-support/manifests.ts';
import { seLinuxIsConfined } from './se-linux-is-confined.ts';

const of = (seLinuxOptions: object) => withContainer({ securityContext: { seLinuxOptions } });
const PATH = 'spec.template.spec.containers[0].securityContext.seLinuxOptions';

describeRule(seLinuxIsConfined, {
  accepts: { 'nothing said': deployment(), 'a type of containers': of({ type: 'container_init_t', level: 's0' }), 'since 1.31, the engine': of({ type: 'container_engine_t' }) },
  rejects: {
    'a type of the host': [of({ type: 'spc_t' }), [`${PATH}.type`]],
    'a user and a role': [of({ user: 'root', role: 'sysadm_r' }), [`${PATH}.role`, `${PATH}.user`]],
    'a type of the host for the whole pod': [deployment({ securityContext: { seLinuxOptions: { type: 'spc_t' } } }), ['spec.template.spec.securityContext.seLinuxOptions.type']],
  },
});

describeRule(seLinuxIsConfined, {
  accepts: { 'on 1.30, a type of containers': of({ type: 'container_t' }) },
  rejects: { 'on 1.30, the engine': [of({ type: 'container_engine_t' }), [`${PATH}.type`]] },
  context: { kubernetes: '1.30' },
});
