import { describeRule } from '../../../test-support/describe-rule.ts';
import { object, podSpec } from '../../../test-support/manifests.ts';
import { profileAnnotationIsValid } from './profile-annotation-is-valid.ts';

/** A Pod; the fields are its spec. */
const pod = (fields: object, metadata: object = {}) => object('v1', 'Pod', 'web', { metadata, spec: podSpec({ ...fields }) });
/** A Deployment whose pods have these annotations. */
const annotated = (annotations: object, fields: object = {}) => object('apps/v1', 'Deployment', 'web', { spec: { template: { metadata: { annotations }, spec: podSpec({ ...fields }) } } });

describeRule(profileAnnotationIsValid, {
  accepts: { 'a profile': annotated({ 'container.apparmor.security.beta.kubernetes.io/web': 'localhost/web', 'seccomp.security.alpha.kubernetes.io/pod': 'runtime/default' }) },
  rejects: {
    'of no container': [annotated({ 'container.apparmor.security.beta.kubernetes.io/db': 'unconfined' }), ['spec.template.annotations["container.apparmor.security.beta.kubernetes.io/db"]']],
    'no profile': [pod({}, { annotations: { 'container.apparmor.security.beta.kubernetes.io/web': 'strict' } }), ['metadata.annotations["container.apparmor.security.beta.kubernetes.io/web"]']],
    'of seccomp': [annotated({ 'seccomp.security.alpha.kubernetes.io/pod': 'strict', 'container.seccomp.security.alpha.kubernetes.io/web': 'localhost/../a' }), ['spec.template.annotations.seccomp.security.alpha.kubernetes.io/pod', 'spec.template.annotations.container.seccomp.security.alpha.kubernetes.io/web']],
  },
});
