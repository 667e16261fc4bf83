import { type Place } from './place.ts';
import { type SchemaRule } from './schema-rule.ts';

/** A kind without a schema is said to be unchecked: silence would look like a verdict. */
export const kindIsChecked: SchemaRule = {
  id: 'kind-is-checked',
  severity: 'warning',
  why: 'nothing is known of what its fields may hold, so that only the cluster can tell',
  source: 'https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/custom-resources/',
};

/** Says that this object's fields were not looked at. */
export function addUncheckedKind(place: Place, why: string, fix = 'slipway validate --schema-location <folder or OpenAPI document>'): void {
  place.add(kindIsChecked, { path: 'kind', message: `not checked by a schema: ${why}`, fix });
}
