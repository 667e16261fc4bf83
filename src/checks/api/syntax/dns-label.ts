import { lengthErrors } from './length.ts';
import { isDnsSubdomain } from './dns-subdomain.ts';

/**
 * What is wrong with a DNS label of RFC 1123: the name of a Namespace, a container or a volume.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names
 */
export function dnsLabelErrors(text: string): readonly string[] {
  const errors = [...lengthErrors(text, DNS_LABEL_LONGEST)];
  if (!LABEL.test(text)) errors.push(isDnsSubdomain(text) ? 'must not contain dots' : `must be a DNS label (RFC 1123): ${WORDS}`);
  return errors;
}

/** The most bytes a DNS label has. */
export const DNS_LABEL_LONGEST = 63;

const WORDS = 'lower-case letters, digits and "-", a letter or digit first and last';
const LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
