import { identityKey } from '../../kernel/manifest.ts';
import { type Rule } from '../rule.ts';

export const oneObjectPerIdentity: Rule = {
  id: 'one-object-per-identity',
  severity: 'error',
  why: 'the API server holds one object for each identity, so Argo CD applies one over the other and warns for ever',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/',
  among: (set) => [...set.byIdentity.values()].flatMap(([, ...others]) => others),
  *check({ manifest, identity, set }) {
    if (identity.name === '') return;
    const same = set.withIdentity(identity);
    if (same.length > 1 && same[0] !== manifest) yield {
      path: 'metadata.name',
      message: `Duplicate value: ${same.length} objects are ${identityKey(identity)}`,
      fix: 'give one of them another name',
    };
  },
};
