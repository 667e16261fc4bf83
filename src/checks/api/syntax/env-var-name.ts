import { parentFolderErrors } from './config-map-key.ts';

/**
 * What is wrong with the name of an environment variable, or the prefix of many.
 * @param minor Kubernetes minor version; since 1.32 all of printable ASCII but `=` is allowed
 * @see https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/
 */
export function envVarNameErrors(text: string, minor: number): readonly string[] {
  if (minor >= RELAXED_SINCE) {
    if (text === '') return ['must not be empty'];
    return /^[ -<>-~]+$/.test(text) ? [] : ['must be printable ASCII without "="'];
  }
  const errors = [...parentFolderErrors(text)];
  if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(text)) errors.push('must be letters, digits, "_", "-" and ".", no digit first');
  return errors;
}

const RELAXED_SINCE = 32;
