import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { webhookIsReachable } from './webhook-is-reachable.ts';

const webhook = (...webhooks: readonly object[]) => object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'policies', { webhooks });

describeRule(webhookIsReachable, {
  accepts: {
    'a Service, and a URL': webhook({ clientConfig: { service: { namespace: 'shop', name: 'policy', path: '/validate/v1' } } }, { clientConfig: { url: 'https://policy.shop.example:8443/validate' } }),
  },
  rejects: {
    'none, and both': [webhook({}, { clientConfig: { url: 'https://a.example', service: {} } }), ['webhooks[0].clientConfig', 'webhooks[1].clientConfig']],
    'half a Service': [webhook({ clientConfig: { service: { port: 0, path: 'a//b' } } }), ['webhooks[0].clientConfig.service.name', 'webhooks[0].clientConfig.service.namespace', 'webhooks[0].clientConfig.service.port', 'webhooks[0].clientConfig.service.path', 'webhooks[0].clientConfig.service.path', 'webhooks[0].clientConfig.service.path']],
    'a URL in clear, with a user, a query and a fragment': [webhook({ clientConfig: { url: 'http://jane@a.example/?b#c' } }), ['webhooks[0].clientConfig.url', 'webhooks[0].clientConfig.url', 'webhooks[0].clientConfig.url', 'webhooks[0].clientConfig.url']],
    'no host': [webhook({ clientConfig: { url: 'https:///a' } }), ['webhooks[0].clientConfig.url']],
  },
});
