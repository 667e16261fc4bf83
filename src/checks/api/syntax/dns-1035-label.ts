import { lengthErrors } from './length.ts';

/**
 * What is wrong with a DNS label of RFC 1035: like one of RFC 1123, but with a letter first.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names
 */
export function dns1035LabelErrors(text: string): readonly string[] {
  const errors = [...lengthErrors(text, 63)];
  if (!LABEL.test(text)) errors.push('must be a DNS label (RFC 1035): lower-case letters, digits and "-", a letter first, a letter or digit last');
  return errors;
}

const LABEL = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/;
