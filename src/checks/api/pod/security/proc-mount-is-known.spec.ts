import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment, withContainer } from '../../../test-support/manifests.ts';
import { procMountIsKnown } from './proc-mount-is-known.ts';

const CONTAINER = 'spec.template.spec.containers[0]';

describeRule(procMountIsKnown, {
  accepts: { 'the usual': withContainer({ securityContext: { procMount: 'Default' } }), 'unmasked for users of its own': deployment({ hostUsers: false, containers: [container({ securityContext: { procMount: 'Unmasked' } })] }) },
  rejects: { 'unmasked': [withContainer({ securityContext: { procMount: 'Unmasked' } }), [`${CONTAINER}.securityContext.procMount`]], 'an empty one': [withContainer({ securityContext: { procMount: '' } }), [`${CONTAINER}.securityContext.procMount`]] },
});
