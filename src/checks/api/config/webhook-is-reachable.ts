import { type Rule } from '../../rule.ts';
import { webhookClientFindings } from './webhook-client-findings.ts';
import { WEBHOOK_KINDS, webhooksOf } from './webhooks-of.ts';

export const webhookIsReachable: Rule = {
  id: 'webhook-is-reachable',
  severity: 'error',
  why: 'the API server refuses a webhook that it can\'t ask',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#contacting-the-webhook',
  kinds: WEBHOOK_KINDS,
  keys: ['webhooks'],
  *check(subject) {
    for (const { path, item: { clientConfig } } of webhooksOf(subject)) yield* webhookClientFindings(clientConfig ?? {}, `${path}.clientConfig`);
  },
};
