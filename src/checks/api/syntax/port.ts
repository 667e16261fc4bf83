import { byteLength } from './length.ts';

/** What is wrong with the number of a port. */
export function portNumberErrors(port: number): readonly string[] {
  return port >= 1 && port <= 65535 ? [] : ['must be between 1 and 65535, inclusive'];
}

/**
 * What is wrong with the name of a port, a service name as IANA has them.
 * @see https://www.rfc-editor.org/rfc/rfc6335#section-5.1
 */
export function portNameErrors(text: string): readonly string[] {
  const errors: string[] = [];
  if (byteLength(text) > 15) errors.push('must be no more than 15 bytes');
  if (!/^[-a-z0-9]+$/.test(text)) errors.push('must contain only lower-case letters, digits and "-"');
  if (!/[a-z]/.test(text)) errors.push('must contain a letter (a-z)');
  if (text.includes('--')) errors.push('must not contain "--"');
  if (text.startsWith('-') || text.endsWith('-')) errors.push('must not begin or end with "-"');
  return errors;
}

/** What is wrong with a port given by its number or by its name. */
export function portErrors(port: number | string): readonly string[] {
  return typeof port === 'number' ? portNumberErrors(port) : portNameErrors(port);
}
