import { type SchemaRule } from './schema-rule.ts';

/** A value must keep to what the schema of a custom resource allows: a set, a pattern, a format, bounds of size. */
export const valueFitsSchema: SchemaRule = {
  id: 'value-fits-schema',
  severity: 'error',
  why: 'the definition of the custom resource doesn\'t allow the value, and the API server refuses the object',
  source: 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation',
};
