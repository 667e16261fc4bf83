import { at, listAt } from '../field.ts';
import { type Rule } from '../rule.ts';

export const noStatus: Rule = {
  id: 'no-status',
  severity: 'error',
  why: 'the status is what controllers observe; written by us it is ignored at best and believed at worst',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/#object-spec-and-status',
  keys: ['status'],
  *check({ manifest }) {
    if (at(manifest, 'status') !== undefined) yield {
      path: 'status',
      message: 'Forbidden: the status is written by controllers',
      fix: 'remove the field',
    };
    const claims = listAt(manifest, 'spec', 'volumeClaimTemplates');
    for (let index = 0; index < claims.length; index++) {
      if (at(claims[index], 'status') === undefined) continue;
      yield {
        path: `spec.volumeClaimTemplates[${index}].status`,
        message: 'Forbidden: the status is written by controllers',
        fix: 'remove the field',
      };
    }
  },
};
