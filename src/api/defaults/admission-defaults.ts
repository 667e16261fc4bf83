import { each, type Fields, fill, fillZero, within, withinAlways } from './fill.ts';

/**
 * A ValidatingWebhookConfiguration as the API server completes it.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/admissionregistration/v1/defaults.go
 */
export function validatingWebhookDefaults(configuration: Fields): Fields {
  return each(configuration, 'webhooks', webhookDefaults);
}

/** A MutatingWebhookConfiguration as the API server completes it. */
export function mutatingWebhookDefaults(configuration: Fields): Fields {
  return each(configuration, 'webhooks', (webhook) => fill(webhookDefaults(webhook), REINVOCATION));
}

/** A ValidatingAdmissionPolicy as the API server completes it. */
export function validatingPolicyDefaults(policy: Fields): Fields {
  return within(policy, 'spec', (spec) => within(fill(spec, FAIL), 'matchConstraints', matchDefaults));
}

/** A MutatingAdmissionPolicy as the API server completes it. */
export function mutatingPolicyDefaults(policy: Fields): Fields {
  return within(policy, 'spec', (spec) => within(fillZero(fill(spec, FAIL), REINVOCATION), 'matchConstraints', matchDefaults));
}

/** The binding of an admission policy as the API server completes it. */
export function policyBindingDefaults(binding: Fields): Fields {
  return within(binding, 'spec', (spec) => within(spec, 'matchResources', matchDefaults));
}

/** The reference of a webhook or aggregated API to the Service that answers it: over port 443. */
export function serviceReferenceDefaults(reference: Fields): Fields {
  return fill(reference, HTTPS);
}

const NOTHING: Fields = Object.freeze({});
const FAIL = { failurePolicy: 'Fail' };
const REINVOCATION = { reinvocationPolicy: 'Never' };
const MATCH = { matchPolicy: 'Equivalent', namespaceSelector: NOTHING, objectSelector: NOTHING };
const WEBHOOK = { ...FAIL, ...MATCH, timeoutSeconds: 10 };
const SCOPE = { scope: '*' };
const HTTPS = { port: 443 };

function webhookDefaults(webhook: Fields): Fields {
  const filled = withinAlways(fill(webhook, WEBHOOK), 'clientConfig', (client) => within(client, 'service', serviceReferenceDefaults));
  return each(filled, 'rules', ruleDefaults);
}

function matchDefaults(match: Fields): Fields {
  return each(each(fill(match, MATCH), 'resourceRules', ruleDefaults), 'excludeResourceRules', ruleDefaults);
}

function ruleDefaults(rule: Fields): Fields {
  return fill(rule, SCOPE);
}
