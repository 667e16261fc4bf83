import { type SchemaNode } from '../../api/schema/schema-node.ts';
import { nearest } from '../../kernel/nearest.ts';
import { quoted } from '../../kernel/problem.ts';
import { type Place } from './place.ts';
import { type SchemaRule } from './schema-rule.ts';

/** A field must be one that the kind has in this version of Kubernetes. */
export const fieldIsKnown: SchemaRule = {
  id: 'field-is-known',
  severity: 'error',
  why: 'the API server drops a field that it doesn\'t know, and refuses the object where fields are validated strictly',
  source: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
};

/** Says that a field below this place is unknown, with the nearest name that is known. */
export function addUnknownField(place: Place, field: string, node: SchemaNode): void {
  place.add(fieldIsKnown, () => {
    const near = nearest(field, node.names);
    return {
      path: place.path(field),
      reason: 'Unknown',
      message: `unknown field ${quoted(field)}${near === undefined ? '' : `, did you mean ${near}?`}`,
      lacks: near === undefined ? { name: field } : { name: field, near },
      ...(near === undefined ? {} : { fix: `${near}:` }),
    };
  });
}
