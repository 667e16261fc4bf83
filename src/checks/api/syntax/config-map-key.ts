import { lengthErrors } from './length.ts';

/**
 * What is wrong with a key of the data of a ConfigMap or Secret, which may become the name of a file.
 * @see https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-object
 */
export function configMapKeyErrors(text: string): readonly string[] {
  const errors = [...lengthErrors(text, 253)];
  if (!/^[-._a-zA-Z0-9]+$/.test(text)) errors.push('must be letters, digits, "-", "_" and "."');
  errors.push(...parentFolderErrors(text));
  return errors;
}

/** What is wrong with a name that means a folder, or could be read as one. */
export function parentFolderErrors(text: string): readonly string[] {
  if (text === '.') return ['must not be "."'];
  if (text === '..') return ['must not be ".."'];
  return text.startsWith('..') ? ['must not start with ".."'] : [];
}
