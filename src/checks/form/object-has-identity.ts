import { at, isFields } from '../field.ts';
import { type Finding, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** The frame asks this rule alone about values that are no objects; every other rule may trust what it demands. */
export const objectHasIdentity: Rule = {
  id: 'object-has-identity',
  severity: 'error',
  why: 'the API server and Argo CD know an object by its apiVersion, kind and name alone',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/#required-fields',
  check({ manifest }) {
    const value: unknown = manifest;
    if (!isFields(value)) return [{ path: '', message: `${shown(value)} is not a Kubernetes object` }];
    const found: Finding[] = [];
    required(value['apiVersion'], 'apiVersion', found);
    required(value['kind'], 'kind', found);
    required(at(value['metadata'], 'name'), 'metadata.name', found);
    return found;
  },
};

function required(got: unknown, path: string, found: Finding[]): void {
  if (typeof got === 'string' && got !== '') return;
  found.push({ path, message: got === undefined ? 'Required value: every object has one' : `Invalid value: ${shown(got)}: must be a string that is not empty` });
}
