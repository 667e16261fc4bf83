import { at } from '../field.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** R6. */
export const noGenerateName: Rule = {
  id: 'no-generate-name',
  severity: 'error',
  why: 'every sync makes another object: hooks pile up, and nothing else can be applied at all',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/#generate-name',
  keys: ['generateName'],
  *check({ manifest }) {
    const got = at(manifest, 'metadata', 'generateName');
    if (got !== undefined) yield {
      path: 'metadata.generateName',
      message: `Forbidden: ${shown(got)} makes a new object at every sync`,
      fix: 'write metadata.name',
    };
  },
};
