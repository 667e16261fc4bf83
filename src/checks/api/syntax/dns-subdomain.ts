import { lengthErrors } from './length.ts';

/**
 * What is wrong with a DNS subdomain of RFC 1123: the name of most objects.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names
 */
export function dnsSubdomainErrors(text: string): readonly string[] {
  const errors = [...lengthErrors(text, DNS_SUBDOMAIN_LONGEST)];
  if (!isDnsSubdomain(text)) errors.push(`must be a DNS subdomain (RFC 1123): ${WORDS}`);
  return errors;
}

/** What is wrong with a DNS subdomain whose labels may have underscores, one of them in front: a search domain of a pod. */
export function dnsSubdomainWithUnderscoreErrors(text: string): readonly string[] {
  const errors = [...lengthErrors(text, DNS_SUBDOMAIN_LONGEST)];
  if (!WITH_UNDERSCORE.test(text)) errors.push(`must be a DNS subdomain (RFC 1123), "_" allowed too: ${WORDS}`);
  return errors;
}

/** What is wrong with a DNS subdomain after `*.`: the host of an Ingress. */
export function wildcardDnsSubdomainErrors(text: string): readonly string[] {
  const errors = [...lengthErrors(text, DNS_SUBDOMAIN_LONGEST)];
  if (!text.startsWith('*.') || !isDnsSubdomain(text.slice(2))) errors.push(`must be "*." and a DNS subdomain (RFC 1123): ${WORDS}`);
  return errors;
}

/** Whether the text has the form of a DNS subdomain, of whatever length. */
export function isDnsSubdomain(text: string): boolean {
  return SUBDOMAIN.test(text);
}

/** The most bytes a DNS subdomain has. */
export const DNS_SUBDOMAIN_LONGEST = 253;

const WORDS = 'lower-case letters, digits, "-" and ".", each part with a letter or digit first and last';
const SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const WITH_UNDERSCORE = /^_?[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?(?:\._?[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?)*$/;
