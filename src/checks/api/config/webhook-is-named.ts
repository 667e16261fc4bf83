import { type Rule } from '../../rule.ts';
import { duplicate, invalid, required } from '../field-error.ts';
import { dnsSubdomainErrors } from '../syntax/dns-subdomain.ts';
import { WEBHOOK_KINDS, webhooksOf } from './webhooks-of.ts';

export const webhookIsNamed: Rule = {
  id: 'webhook-is-named',
  severity: 'error',
  why: 'the API server refuses webhooks that can\'t be told apart by a name of three parts',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#webhook-configuration',
  kinds: WEBHOOK_KINDS,
  keys: ['webhooks'],
  *check(subject) {
    const seen = new Set<string>();
    for (const { path, item: { name = '' } } of webhooksOf(subject)) {
      const [error] = dnsSubdomainErrors(name);
      if (name === '') yield required(`${path}.name`, 'such as policy.shop.example');
      else if (error !== undefined) yield invalid(`${path}.name`, name, error);
      else if (name.split('.').length < 3) yield invalid(`${path}.name`, name, 'must have three parts at least, separated by dots');
      if (name !== '' && seen.has(name)) yield duplicate(`${path}.name`, name);
      seen.add(name);
    }
  },
};
