import { object } from '../../test-support/manifests.ts';

/** A definition for tables: one version, whose schema has these keywords at the root. */
export function definition(root: object, version: object = {}): object {
  return object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'orders.shop.example', {
    spec: {
      group: 'shop.example',
      scope: 'Namespaced',
      names: { plural: 'orders', singular: 'order', kind: 'Order', listKind: 'OrderList' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', ...root } }, ...version }],
    },
  });
}

/** A definition whose spec is of a schema. */
export function definitionOf(spec: object): object {
  return definition({ properties: { spec } });
}

/** Where the schema of {@link definition} stands. */
export const ROOT = 'spec.versions[0].schema.openAPIV3Schema';
/** Where that of {@link definitionOf} does. */
export const SPEC = `${ROOT}.properties["spec"]`;
