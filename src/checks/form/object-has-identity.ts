import { at, isFields } from '../field.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** The frame asks this rule alone about values that are no objects; every other rule may trust what it demands. */
export const objectHasIdentity: Rule = {
  id: 'object-has-identity',
  severity: 'error',
  why: 'the API server and Argo CD know an object by its apiVersion, kind and name alone',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/#required-fields',
  *check({ manifest }) {
    const value: unknown = manifest;
    if (!isFields(value)) {
      yield { path: '', message: `${shown(value)} is not a Kubernetes object` };
      return;
    }
    for (const path of [['apiVersion'], ['kind'], ['metadata', 'name']] as const) {
      const got = at(value, ...path);
      if (typeof got === 'string' && got !== '') continue;
      yield {
        path: path.join('.'),
        message: got === undefined ? 'Required value: every object has one' : `Invalid value: ${shown(got)}: must be a string that is not empty`,
      };
    }
  },
};
