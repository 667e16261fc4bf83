import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment, withContainer } from '../../../test-support/manifests.ts';
import { seccompProfileIsValid } from './seccomp-profile-is-valid.ts';

const POD = 'spec.template.spec';
const CONTAINER = 'spec.template.spec.containers[0]';

describeRule(seccompProfileIsValid, {
  accepts: { 'that of the runtime': withContainer({ securityContext: { seccompProfile: { type: 'RuntimeDefault' } } }), 'a file': deployment({ securityContext: { seccompProfile: { type: 'Localhost', localhostProfile: 'profiles/web.json' } } }) },
  rejects: {
    'no type': [withContainer({ securityContext: { seccompProfile: {} } }), [`${CONTAINER}.securityContext.seccompProfile.type`]],
    'an old type': [deployment({ securityContext: { seccompProfile: { type: 'runtime/default' } } }), [`${POD}.securityContext.seccompProfile.type`]],
    'no file': [withContainer({ securityContext: { seccompProfile: { type: 'Localhost' } } }), [`${CONTAINER}.securityContext.seccompProfile.localhostProfile`]],
    'a file outside': [withContainer({ securityContext: { seccompProfile: { type: 'Localhost', localhostProfile: '../a' } } }), [`${CONTAINER}.securityContext.seccompProfile.localhostProfile`]],
    'a file that nobody reads': [withContainer({ securityContext: { seccompProfile: { type: 'Unconfined', localhostProfile: 'a' } } }), [`${CONTAINER}.securityContext.seccompProfile.localhostProfile`]],
  },
});
