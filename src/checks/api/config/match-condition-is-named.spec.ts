import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { matchConditionIsNamed } from './match-condition-is-named.ts';

const webhook = (...webhooks: readonly object[]) => object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'policies', { webhooks });

describeRule(matchConditionIsNamed, {
  accepts: {
    'a condition': webhook({ matchConditions: [{ name: 'shop.example/ours', expression: 'true' }] }),
  },
  rejects: {
    'nothing in it': [webhook({ matchConditions: [{ expression: ' ' }] }), ['webhooks[0].matchConditions[0].expression', 'webhooks[0].matchConditions[0].name']],
    'twice': [webhook({ matchConditions: [{ name: 'a', expression: 'true' }, { name: 'a', expression: 'true' }] }), ['webhooks[0].matchConditions[1].name']],
    'too many': [webhook({ matchConditions: Array.from({ length: 65 }, (_, index) => ({ name: `c${index}`, expression: 'true' })) }), ['webhooks[0].matchConditions']],
  },
});
