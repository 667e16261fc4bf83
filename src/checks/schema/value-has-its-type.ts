import { visible } from '../../kernel/problem.ts';
import { type Finding } from '../rule.ts';
import { type Place } from './place.ts';
import { type SchemaRule } from './schema-rule.ts';

/** A value must be of the type of its field: the API server refuses the whole object otherwise. */
export const valueHasItsType: SchemaRule = {
  id: 'value-has-its-type',
  severity: 'error',
  why: 'the API server can\'t read the object, and refuses it before it looks at anything else',
  source: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
};

/** Says that a value is not what its field takes. @param wanted `a string`, `an int32` */
export function addWrongType(place: Place, value: unknown, wanted: string, fix?: string): void {
  place.add(valueHasItsType, () => {
    const finding: Finding = { path: place.path(), reason: 'TypeInvalid', message: `Invalid value: must be ${wanted}, got ${describe(value)}` };
    return fix === undefined ? finding : { ...finding, fix };
  });
}

/** A value by its sort, with the value itself where that is short. */
export function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return `the string ${shown(JSON.stringify(value))}`;
    case 'number':
      return `the number ${String(value)}`;
    case 'boolean':
      return `the boolean ${String(value)}`;
    case 'object':
      return 'a map';
    default:
      return 'nothing that JSON has';
  }
}

const LONGEST = 80;

function shown(text: string): string {
  const safe = visible(text);
  return safe.length > LONGEST ? `${safe.slice(0, LONGEST)}…` : safe;
}
