import { type Rule } from '../../rule.ts';
import { invalid } from '../field-error.ts';
import { DEFINITION_KINDS, structuralTreesOf } from './structural-nodes.ts';

export const structuralRootFitsStatus: Rule = {
  id: 'structural-root-fits-status',
  severity: 'error',
  why: 'the API server checks status by its part of the schema alone, and refuses a root whose other keywords would be lost then',
  source: 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#status-subresource',
  kinds: DEFINITION_KINDS,
  *check(subject) {
    for (const { version, root } of structuralTreesOf(subject)) {
      if (!version.subresources?.status) continue;
      const lost = Object.entries(root.schema).filter(([key, value]) => !KEPT.has(key) && value !== false && value !== '' && !(Array.isArray(value) && value.length === 0)).map(([key]) => key);
      if (lost.length > 0) yield invalid(root.path, lost, 'can\'t stand at the root where the status subresource is on');
    }
  },
};

const KEPT: ReadonlySet<string> = new Set('description type format title maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems minItems uniqueItems multipleOf required items properties externalDocs example x-kubernetes-preserve-unknown-fields x-kubernetes-validations'.split(' '));
