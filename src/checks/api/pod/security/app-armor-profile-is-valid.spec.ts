import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment, withContainer } from '../../../test-support/manifests.ts';
import { appArmorProfileIsValid } from './app-armor-profile-is-valid.ts';

const POD = 'spec.template.spec';
const CONTAINER = 'spec.template.spec.containers[0]';

describeRule(appArmorProfileIsValid, {
  accepts: { 'that of the runtime': withContainer({ securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } }), 'a name': deployment({ securityContext: { appArmorProfile: { type: 'Localhost', localhostProfile: 'web' } } }) },
  rejects: {
    'no type': [withContainer({ securityContext: { appArmorProfile: {} } }), [`${CONTAINER}.securityContext.appArmorProfile.type`]],
    'another type': [withContainer({ securityContext: { appArmorProfile: { type: 'localhost' } } }), [`${CONTAINER}.securityContext.appArmorProfile.type`]],
    'no name': [deployment({ securityContext: { appArmorProfile: { type: 'Localhost', localhostProfile: '' } } }), [`${POD}.securityContext.appArmorProfile.localhostProfile`]],
    'spaces': [deployment({ securityContext: { appArmorProfile: { type: 'Localhost', localhostProfile: ' web' } } }), [`${POD}.securityContext.appArmorProfile.localhostProfile`]],
    'a name longer than a path': [deployment({ securityContext: { appArmorProfile: { type: 'Localhost', localhostProfile: 'a'.repeat(4096) } } }), [`${POD}.securityContext.appArmorProfile.localhostProfile`]],
    'a name that nobody reads': [deployment({ securityContext: { appArmorProfile: { type: 'Unconfined', localhostProfile: 'web' } } }), [`${POD}.securityContext.appArmorProfile.localhostProfile`]],
  },
});
