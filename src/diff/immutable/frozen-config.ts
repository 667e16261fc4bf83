import { differs, type ImmutableField, type ImmutableRule, valueAt } from '../immutable-field.ts';

/** A ConfigMap or Secret that says it is immutable, for good. */
export const frozenConfig: ImmutableRule = {
  kinds: ['/ConfigMap', '/Secret'],
  source: 'https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-immutable',
  check: (update) =>
    valueAt(update.live, 'immutable') === true
      ? ['immutable', 'data', 'binaryData'].filter((field) => differs(update, field)).map((field): ImmutableField => ({
          path: field,
          reason: 'it is marked immutable, for good',
          wayOut: 'give the new content a new name, such as one that ends in its hash',
        }))
      : [],
};

/** The type of a Secret. */
export const secretType: ImmutableRule = {
  kinds: ['/Secret'],
  source: 'https://kubernetes.io/docs/concepts/configuration/secret/#secret-types',
  check: (update) => (differs(update, 'type') ? [{ path: 'type', reason: 'the type of a Secret is fixed when it is made', wayOut: 'give the Secret a new name, or delete it first' }] : []),
};
