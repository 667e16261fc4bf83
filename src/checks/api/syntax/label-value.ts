import { lengthErrors } from './length.ts';

/**
 * What is wrong with the value of a label; it may be empty.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
export function labelValueErrors(text: string): readonly string[] {
  const errors = [...lengthErrors(text, 63)];
  if (text !== '' && !VALUE.test(text)) errors.push('must be empty, or letters, digits, "-", "_" and ".", a letter or digit first and last');
  return errors;
}

const VALUE = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
