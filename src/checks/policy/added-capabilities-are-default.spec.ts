import { describeRule } from '../test-support/describe-rule.ts';
import { withContainer } from '../test-support/manifests.ts';
import { addedCapabilitiesAreDefault } from './added-capabilities-are-default.ts';

const add = (...capabilities: unknown[]) => withContainer({ securityContext: { capabilities: { add: capabilities } } });
const PATH = 'spec.template.spec.containers[0].securityContext.capabilities.add';

describeRule(addedCapabilitiesAreDefault, {
  accepts: { 'none': withContainer({}), 'defaults': add('CHOWN', 'NET_BIND_SERVICE') },
  rejects: { 'one that is no default': [add('CHOWN', 'SYS_ADMIN'), [`${PATH}[1]`]], 'lower case, which is another name': [add('chown'), [`${PATH}[0]`]], 'the old prefix': [add('CAP_CHOWN'), [`${PATH}[0]`]] },
});
