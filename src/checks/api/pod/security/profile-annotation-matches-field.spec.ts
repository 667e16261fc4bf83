import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, object, podSpec } from '../../../test-support/manifests.ts';
import { profileAnnotationMatchesField } from './profile-annotation-matches-field.ts';

const POD = 'spec.template.spec';
const CONTAINER = 'spec.template.spec.containers[0]';
/** A Deployment whose pods have these annotations. */
const annotated = (annotations: object, fields: object = {}) => object('apps/v1', 'Deployment', 'web', { spec: { template: { metadata: { annotations }, spec: podSpec({ ...fields }) } } });

describeRule(profileAnnotationMatchesField, {
  accepts: {
    'the same': annotated({ 'container.apparmor.security.beta.kubernetes.io/web': 'localhost/web' }, { securityContext: { appArmorProfile: { type: 'Localhost', localhostProfile: 'web' } } }),
    'no field': annotated({ 'container.apparmor.security.beta.kubernetes.io/web': 'unconfined' }),
    'the old name of the same': annotated({ 'seccomp.security.alpha.kubernetes.io/pod': 'docker/default' }, { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } }),
  },
  rejects: {
    'another type': [annotated({ 'container.apparmor.security.beta.kubernetes.io/web': 'unconfined' }, { securityContext: { appArmorProfile: { type: 'RuntimeDefault' } } }), [`${CONTAINER}.securityContext.appArmorProfile.type`]],
    'another profile': [annotated({ 'container.seccomp.security.alpha.kubernetes.io/web': 'localhost/a' }, { containers: [container({ securityContext: { seccompProfile: { type: 'Localhost', localhostProfile: 'b' } } })] }), [`${CONTAINER}.securityContext.seccompProfile.localhostProfile`]],
    'another of the pod': [annotated({ 'seccomp.security.alpha.kubernetes.io/pod': 'unconfined' }, { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } }), [`${POD}.securityContext.seccompProfile.type`]],
  },
});
