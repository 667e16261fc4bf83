import { type SchemaRule } from './schema-rule.ts';

/** A field that the schema of a custom resource requires must be there. */
export const requiredFieldIsSet: SchemaRule = {
  id: 'required-field-is-set',
  severity: 'error',
  why: 'the definition of the custom resource requires the field, and the API server refuses an object without it',
  source: 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation',
};
