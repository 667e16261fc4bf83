import { describe } from '../../schema/value-has-its-type.ts';
import { type Rule } from '../../rule.ts';
import { DEFINITION_KINDS, structuralTreesOf } from './structural-nodes.ts';

export const structuralSchemaIsReadable: Rule = {
  id: 'structural-schema-is-readable',
  severity: 'error',
  why: 'the API server can\'t read a definition with a keyword of the wrong type, and refuses it before it looks at anything else',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/extend-resources/custom-resource-definition-v1/#JSONSchemaProps',
  kinds: DEFINITION_KINDS,
  *check(subject) {
    for (const { misread } of structuralTreesOf(subject)) {
      for (const { path, value, wants } of misread) yield { path, reason: 'TypeInvalid', message: `Invalid value: must be ${wants}, got ${describe(value)}` };
    }
  },
};
