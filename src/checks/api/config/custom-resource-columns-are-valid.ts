import { type CustomResourceColumnDefinition, type CustomResourceDefinitionSpec, type CustomResourceDefinitionVersion } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { invalid, required } from '../field-error.ts';
import { itemsOf } from './items-of.ts';
import { specOf } from './spec-of.ts';
import { DEFINITION_KINDS } from './structural-nodes.ts';

export const customResourceColumnsAreValid: Rule = {
  id: 'custom-resource-columns-are-valid',
  severity: 'error',
  why: 'the API server refuses columns that it couldn\'t print, and a count that it couldn\'t find to scale',
  source: 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#additional-printer-columns',
  kinds: DEFINITION_KINDS,
  keys: ['additionalPrinterColumns', 'scale'],
  *check(subject) {
    for (const { path, item } of itemsOf<CustomResourceDefinitionVersion>(specOf<CustomResourceDefinitionSpec>(subject).versions, 'spec.versions')) {
      for (const column of itemsOf<CustomResourceColumnDefinition>(item.additionalPrinterColumns, `${path}.additionalPrinterColumns`)) yield* columnFindings(column.item, column.path);
      const { scale } = item.subresources ?? {};
      if (!scale) continue;
      yield* pathFindings(scale.specReplicasPath ?? '', `${path}.subresources.scale.specReplicasPath`, ['.spec.']);
      yield* pathFindings(scale.statusReplicasPath ?? '', `${path}.subresources.scale.statusReplicasPath`, ['.status.']);
      if (scale.labelSelectorPath) yield* pathFindings(scale.labelSelectorPath, `${path}.subresources.scale.labelSelectorPath`, ['.spec.', '.status.']);
    }
  },
};

function* columnFindings({ name = '', type = '', format = '', jsonPath = '' }: Partial<CustomResourceColumnDefinition>, path: string): Iterable<Finding> {
  if (name === '') yield required(`${path}.name`, 'name the column');
  if (type === '') yield required(`${path}.type`, `must be one of ${TYPES.join(', ')}`);
  else if (!TYPES.includes(type)) yield invalid(`${path}.type`, type, `must be one of ${TYPES.join(', ')}`);
  if (format !== '' && !FORMATS.includes(format)) yield invalid(`${path}.format`, format, `must be one of ${FORMATS.join(', ')}`);
  // The API server's own name for jsonPath.
  if (jsonPath === '') yield required(`${path}.JSONPath`, 'must lead to the value of the column, such as .spec.replicas');
  else if (!jsonPath.startsWith('.')) yield invalid(`${path}.JSONPath`, jsonPath, 'must begin with a dot');
}

function* pathFindings(to: string, path: string, below: readonly string[]): Iterable<Finding> {
  if (to === '') yield required(path, `must lead to a field below ${below.join(' or ')}`);
  else if (!below.some((start) => to.startsWith(start))) yield invalid(path, to, `must begin with ${below.join(' or ')}`);
}

const TYPES = ['boolean', 'date', 'integer', 'number', 'string'];
const FORMATS = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];
