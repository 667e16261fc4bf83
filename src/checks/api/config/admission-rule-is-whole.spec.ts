import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { admissionRuleIsWhole } from './admission-rule-is-whole.ts';

const webhook = (...rules: readonly object[]) => object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'policies', { webhooks: [{ rules }] });
const admissionPolicy = (...resourceRules: readonly object[]) => object('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', 'policy', { spec: { matchConstraints: { resourceRules } } });
const RULE = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] };

describeRule(admissionRuleIsWhole, {
  accepts: {
    'rules of webhooks and policies': webhook(RULE, { ...RULE, resources: ['*', 'pods/status', '*/scale'], scope: 'Namespaced' }),
    'names in policies': admissionPolicy({ ...RULE, resourceNames: ['a', 'b'] }),
  },
  rejects: {
    'nothing': [webhook({}), ['webhooks[0].rules[0].operations', 'webhooks[0].rules[0].apiGroups', 'webhooks[0].rules[0].apiVersions', 'webhooks[0].rules[0].resources']],
    'more than all': [webhook({ apiGroups: ['*', 'apps'], apiVersions: ['*', 'v1'], operations: ['*', 'CREATE'], resources: ['*', 'pods'] }), ['webhooks[0].rules[0].operations', 'webhooks[0].rules[0].apiGroups', 'webhooks[0].rules[0].apiVersions', 'webhooks[0].rules[0].resources']],
    'what it has already': [webhook({ ...RULE, resources: ['pods/*', 'pods/status', '*/scale', 'apps/scale', '*/*'] }), ['webhooks[0].rules[0].resources[1]', 'webhooks[0].rules[0].resources[3]', 'webhooks[0].rules[0].resources']],
    'empty ones, and unknown ones': [webhook({ ...RULE, apiVersions: [''], resources: [''], operations: ['READ'], scope: 'All' }), ['webhooks[0].rules[0].apiVersions[0]', 'webhooks[0].rules[0].resources[0]', 'webhooks[0].rules[0].operations[0]', 'webhooks[0].rules[0].scope']],
    'names': [admissionPolicy({ ...RULE, resourceNames: ['a', 'a', 'b/c'] }), ['spec.matchConstraints.resourceRules[0].resourceNames[1]', 'spec.matchConstraints.resourceRules[0].resourceNames[2]']],
  },
});
