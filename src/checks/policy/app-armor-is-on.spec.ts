import { describeRule } from '../test-support/describe-rule.ts';
import { deployment, object, podSpec } from '../test-support/manifests.ts';
import { appArmorIsOn } from './app-armor-is-on.ts';

const ANNOTATION = 'container.apparmor.security.beta.kubernetes.io/web';
const annotated = (profile: string) => object('v1', 'Pod', 'web', { metadata: { annotations: { [ANNOTATION]: profile } }, spec: podSpec() });
const of = (type: string) => deployment({ securityContext: { appArmorProfile: { type } } });

describeRule(appArmorIsOn, {
  accepts: { 'nothing said': deployment(), 'the runtime\'s profile': of('RuntimeDefault'), 'a profile of the node': annotated('localhost/web') },
  rejects: {
    'no profile': [of('Unconfined'), ['spec.template.spec.securityContext.appArmorProfile.type']],
    'no profile, by annotation': [annotated('unconfined'), [`metadata.annotations["${ANNOTATION}"]`]],
  },
});

describeRule(appArmorIsOn, {
  accepts: { 'on 1.28, the field that it does not know': of('Unconfined') },
  rejects: { 'on 1.28, the annotation': [annotated('unconfined'), [`metadata.annotations["${ANNOTATION}"]`]] },
  context: { kubernetes: '1.28' },
});
