import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { webhookIsAskedRightly } from './webhook-is-asked-rightly.ts';

const webhook = (...webhooks: readonly object[]) => object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'policies', { webhooks });

describeRule(webhookIsAskedRightly, {
  accepts: {
    'what it must say': webhook({ sideEffects: 'None', admissionReviewVersions: ['v1', 'v2'] }),
  },
  rejects: {
    'nothing': [webhook({}), ['webhooks[0].sideEffects', 'webhooks[0].admissionReviewVersions']],
    'side effects, and no version we speak': [webhook({ sideEffects: 'Some', admissionReviewVersions: ['v2', 'v2', '3'] }), ['webhooks[0].sideEffects', 'webhooks[0].admissionReviewVersions[1]', 'webhooks[0].admissionReviewVersions[2]', 'webhooks[0].admissionReviewVersions']],
    'policies and a time': [webhook({ sideEffects: 'None', admissionReviewVersions: ['v1'], failurePolicy: 'Retry', matchPolicy: '', reinvocationPolicy: 'Always', timeoutSeconds: 31 }), ['webhooks[0].failurePolicy', 'webhooks[0].matchPolicy', 'webhooks[0].reinvocationPolicy', 'webhooks[0].timeoutSeconds']],
    'selectors': [webhook({ sideEffects: 'None', admissionReviewVersions: ['v1'], namespaceSelector: { matchLabels: { 'a b': 'c' } }, objectSelector: { matchExpressions: [{ key: 'a', operator: 'Is' }] } }), ['webhooks[0].namespaceSelector.matchLabels', 'webhooks[0].objectSelector.matchExpressions[0].operator']],
  },
});
