import { type SecretProps } from '../../../../imports/kubernetes.ts';
import { type Subject } from '../../subject.ts';
import { entriesOf } from './items-of.ts';
import { bodyOf } from './spec-of.ts';

/** The data of a Secret as bytes; what it has as text comes before what it has as base64. */
export function secretDataOf(subject: Subject): ReadonlyMap<string, Buffer> {
  const { data, stringData } = bodyOf<SecretProps>(subject);
  return new Map([
    ...entriesOf(data).map(([key, base64]) => [key, Buffer.from(base64 ?? '', 'base64')] as const),
    ...entriesOf(stringData).map(([key, text]) => [key, Buffer.from(text ?? '', 'utf8')] as const),
  ]);
}
