import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { webhookIsNamed } from './webhook-is-named.ts';

const webhook = (...webhooks: readonly object[]) => object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'policies', { webhooks });

describeRule(webhookIsNamed, {
  accepts: {
    'two names': webhook({ name: 'a.policy.shop.example' }, { name: 'b.policy.shop.example' }),
  },
  rejects: {
    'none, two parts, and what is no name': [webhook({}, { name: 'shop.example' }, { name: 'A.b.c' }), ['webhooks[0].name', 'webhooks[1].name', 'webhooks[2].name']],
    'twice': [webhook({ name: 'a.shop.example' }, { name: 'a.shop.example' }), ['webhooks[1].name']],
  },
});
