import { type Rule } from '../../../rule.ts';
import { dnsConfigIsValid } from './dns-config-is-valid.ts';
import { dnsPolicyIsKnown } from './dns-policy-is-known.ts';
import { hostAliasIsValid } from './host-alias-is-valid.ts';
import { podHostnameIsValid } from './pod-hostname-is-valid.ts';

/** What the API server refuses about the names and addresses that pods know. */
export const POD_NETWORK_RULES: readonly Rule[] = [
  dnsConfigIsValid,
  dnsPolicyIsKnown,
  hostAliasIsValid,
  podHostnameIsValid,
];
