import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment, withContainer } from '../../../test-support/manifests.ts';
import { windowsOptionsAreValid } from './windows-options-are-valid.ts';

const CONTAINER = 'spec.template.spec.containers[0]';

describeRule(windowsOptionsAreValid, {
  accepts: {
    'a user': withContainer({ securityContext: { windowsOptions: { runAsUserName: 'ContainerUser' } } }),
    'a user of a domain': deployment({ securityContext: { windowsOptions: { runAsUserName: 'shop.example\\web', gmsaCredentialSpecName: 'web', gmsaCredentialSpec: '{}' } } }),
  },
  rejects: {
    'nothing': [withContainer({ securityContext: { windowsOptions: { runAsUserName: '', gmsaCredentialSpec: '', gmsaCredentialSpecName: '' } } }), [`${CONTAINER}.securityContext.windowsOptions.runAsUserName`, `${CONTAINER}.securityContext.windowsOptions.gmsaCredentialSpec`, `${CONTAINER}.securityContext.windowsOptions.gmsaCredentialSpecName`]],
    'a spec of more than 64 KiB': [withContainer({ securityContext: { windowsOptions: { gmsaCredentialSpec: 'a'.repeat(65537) } } }), [`${CONTAINER}.securityContext.windowsOptions.gmsaCredentialSpec`]],
    'a domain of a domain': [withContainer({ securityContext: { windowsOptions: { runAsUserName: 'a\\b\\c' } } }), [`${CONTAINER}.securityContext.windowsOptions.runAsUserName`]],
    'a domain that can\'t be': [withContainer({ securityContext: { windowsOptions: { runAsUserName: '.a\\b' } } }), [`${CONTAINER}.securityContext.windowsOptions.runAsUserName`]],
    'dots': [withContainer({ securityContext: { windowsOptions: { runAsUserName: '. .' } } }), [`${CONTAINER}.securityContext.windowsOptions.runAsUserName`]],
    'signs': [withContainer({ securityContext: { windowsOptions: { runAsUserName: 'a@b' } } }), [`${CONTAINER}.securityContext.windowsOptions.runAsUserName`]],
    'a line break': [withContainer({ securityContext: { windowsOptions: { runAsUserName: 'a\nb' } } }), [`${CONTAINER}.securityContext.windowsOptions.runAsUserName`]],
  },
});
