import { type SecretProps } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { invalid } from '../field-error.ts';
import { configMapKeyErrors } from '../syntax/config-map-key.ts';
import { eachInvalid } from './each-invalid.ts';
import { keyPath } from './key-path.ts';
import { bodyOf } from './spec-of.ts';

export const dataKeyIsValid: Rule = {
  id: 'data-key-is-valid',
  severity: 'error',
  why: 'the API server refuses a key that can\'t be the name of a file, and one that a ConfigMap has as text and as bytes',
  source: 'https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-object',
  kinds: ['/ConfigMap', '/Secret'],
  keys: ['data', 'binaryData', 'stringData'],
  *check(subject) {
    const { data, stringData, binaryData } = bodyOf<SecretProps & { readonly binaryData?: Readonly<Record<string, string>> }>(subject);
    const isSecret = subject.kind === '/Secret';
    // What a Secret has as text becomes data.
    const keys = new Set([...Object.keys(data ?? {}), ...(isSecret ? Object.keys(stringData ?? {}) : [])]);
    for (const key of keys) {
      yield* eachInvalid(keyPath('data', key), key, configMapKeyErrors(key));
      if (!isSecret && Object.hasOwn(binaryData ?? {}, key)) yield invalid(keyPath('data', key), key, 'binaryData has the same key');
    }
    if (isSecret) return;
    for (const key of Object.keys(binaryData ?? {})) yield* eachInvalid(keyPath('binaryData', key), key, configMapKeyErrors(key));
  },
};
