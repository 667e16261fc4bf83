import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { dnsSubdomainErrors } from '../../syntax/dns-subdomain.ts';
import { byteLength } from '../../syntax/length.ts';
import { contextsOf } from './contexts-of.ts';

export const windowsOptionsAreValid: Rule = {
  id: 'windows-options-are-valid',
  severity: 'error',
  why: 'the API server refuses users and credential specs that Windows could not have',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/#windows-username-limitations',
  kinds: POD_KINDS,
  keys: ['windowsOptions'],
  *check(subject) {
    for (const { path, context: { windowsOptions: options } } of contextsOf(subject)) {
      if (options === undefined) continue;
      const { gmsaCredentialSpecName: name, gmsaCredentialSpec: spec, runAsUserName: user } = options;
      if (name !== undefined) yield* eachInvalid(`${path}.windowsOptions.gmsaCredentialSpecName`, name, dnsSubdomainErrors(name));
      if (spec !== undefined) yield* eachInvalid(`${path}.windowsOptions.gmsaCredentialSpec`, spec, specErrors(spec));
      if (user !== undefined) yield* eachInvalid(`${path}.windowsOptions.runAsUserName`, user, userErrors(user));
    }
  },
};

const LONGEST_SPEC = 64 * 1024;

function specErrors(spec: string): readonly string[] {
  if (spec === '') return ['must not be an empty string'];
  return byteLength(spec) > LONGEST_SPEC ? ['must be no more than 64 KiB'] : [];
}

/** A user, or a domain, a backslash and a user. */
function userErrors(text: string): readonly string[] {
  if (text === '') return ['must not be an empty string'];
  if (/[\x00-\x1f\x7f]/.test(text)) return ['must not contain control characters'];
  const parts = text.split('\\');
  if (parts.length > 2) return ['must not contain more than one backslash'];
  const user = parts.at(-1)!;
  const errors = parts.length === 2 ? [...domainErrors(parts[0]!)] : [];
  if (user === '') errors.push('must have a user');
  if (byteLength(user) > 104) errors.push('must have a user of no more than 104 bytes');
  if (/^[. ]+$/.test(user)) errors.push('must have a user of more than dots and spaces');
  if (/["/\\:;|=,+*?<>@[\]]/.test(user)) errors.push('must have a user without any of "/\\:;|=,+*?<>@[]');
  return errors;
}

function domainErrors(domain: string): readonly string[] {
  if (byteLength(domain) >= 256) return ['must have a domain of less than 256 bytes'];
  return NETBIOS.test(domain) || DNS.test(domain) ? [] : ['must have a domain with a NetBIOS or DNS name'];
}

const NETBIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/u;
const DNS = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
