import { type PropFormat } from './prop-format.ts';

/** Value of a label; a version becomes one. @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/ */
export const LABEL_VALUE: PropFormat = {
  what: 'the value of a label',
  allowed: 'at most 63 letters, digits, "-", "_" and ".", a letter or digit first and last',
  example: 'sha-4f1c9d2',
  accepts: (value) => typeof value === 'string' && /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/.test(value),
};
