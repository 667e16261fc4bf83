import { setOwn } from '../../kernel/set-own.ts';
import { type Fields, fillZero, ownFields, without } from './fill.ts';

/**
 * A Secret as the API server completes it: what is written as text in `stringData` lands in `data`.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/secret-v1/
 */
export function secretDefaults(secret: Fields): Fields {
  const typed = fillZero(secret, SECRET);
  const texts = ownFields(typed, 'stringData');
  if (texts === undefined) return typed;
  const data: Record<string, unknown> = { ...ownFields(typed, 'data') };
  for (const [key, text] of Object.entries(texts)) setOwn(data, key, typeof text === 'string' ? encoded(text) : text);
  return { ...without(typed, 'stringData'), data };
}

const SECRET = { type: 'Opaque' };

function encoded(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
