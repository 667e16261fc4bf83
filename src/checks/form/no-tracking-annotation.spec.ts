import { describeRule } from '../test-support/describe-rule.ts';
import { configMap, deployment } from '../test-support/manifests.ts';
import { noTrackingAnnotation } from './no-tracking-annotation.ts';

describeRule(noTrackingAnnotation, {
  accepts: { 'other annotations': deployment({}, { annotations: { 'argocd.argoproj.io/sync-wave': '0' } }), 'annotations of another shape': configMap('x', {}, { annotations: 'none' }) },
  rejects: {
    'a tracking id': [configMap('x', {}, { annotations: { 'argocd.argoproj.io/tracking-id': 'a:b' } }), ['metadata.annotations["argocd.argoproj.io/tracking-id"]']],
  },
});
