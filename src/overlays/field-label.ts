import { z } from 'zod';
import { refuse, textField, type Refusal } from './field.ts';
import { isDnsLabel } from './field-name.ts';

const NAME = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;

/**
 * Key of a label or annotation: a name, and before it perhaps a DNS prefix and "/".
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/
 */
export const labelKey = textField({
  what: 'a label key',
  allowed: 'up to 63 letters, digits, "-", "_" and ".", perhaps after a DNS name and "/"',
  example: 'acme.example/pool',
  parse: parseKey,
});

/** Value of a label; it may be empty. */
export const labelValue = textField({
  what: 'a label value',
  allowed: 'up to 63 letters, digits, "-", "_" and ".", with a letter or digit at both ends',
  example: 'shop',
  parse: (text) => {
    if (text.length > 63) return refuse({ because: 'it is longer than 63 characters' });
    return text === '' || NAME.test(text) ? text : refuse();
  },
});

/** Labels by key. */
export const labels = z.record(labelKey, labelValue);

function parseKey(text: string): string | Refusal {
  const slash = text.lastIndexOf('/');
  const prefix = slash === -1 ? undefined : text.slice(0, slash);
  if (prefix !== undefined && (prefix.length > 253 || !prefix.split('.').every(isDnsLabel))) return refuse({ because: 'the prefix is no DNS name' });
  const name = text.slice(slash + 1);
  if (name.length > 63) return refuse({ because: 'the name is longer than 63 characters' });
  return NAME.test(name) ? text : refuse();
}
