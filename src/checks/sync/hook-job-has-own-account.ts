import { type Manifest } from '../../kernel/manifest.ts';
import { textAt } from '../field.ts';
import { type ManifestSet } from '../manifest-set.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';
import { hooksOf } from '../../argocd/sync/annotations.ts';
import { ARGOCD } from '../sync-order.ts';

export const hookJobHasOwnAccount: Rule = {
  id: 'hook-job-has-own-account',
  severity: 'error',
  why: 'a migrator may do to the database and the cluster what the serving pods must not',
  source: 'https://kubernetes.io/docs/concepts/security/service-accounts/',
  kinds: ['batch/Job'],
  keys: [ARGOCD.hook],
  *check({ manifest, identity, pods, set }) {
    if (hooksOf(manifest).length === 0) return;
    for (const { spec, specPath } of pods) {
      const path = `${specPath}.serviceAccountName`;
      const account = textAt(spec, 'serviceAccountName') ?? 'default';
      if (account === 'default') {
        yield { path, message: 'Required value: a hook runs as a ServiceAccount of its own', fix: `serviceAccountName: ${identity.name}` };
        continue;
      }
      const other = usersOf(set)
        .get(`${identity.namespace}/${account}`)
        ?.find((user) => user !== manifest);
      if (other === undefined) continue;
      yield {
        path,
        message: `ServiceAccount ${shown(account)} is shared with ${other.kind} ${shown(textAt(other, 'metadata', 'name') ?? '')}`,
        fix: 'give the Job a ServiceAccount of its own',
      };
    }
  },
};

function usersOf(set: ManifestSet): ReadonlyMap<string, readonly Manifest[]> {
  return set.derive(usersByAccount);
}

function usersByAccount(set: ManifestSet): ReadonlyMap<string, readonly Manifest[]> {
  const users = new Map<string, Manifest[]>();
  for (const { owner, namespace, spec } of set.pods) {
    const key = `${namespace}/${textAt(spec, 'serviceAccountName') ?? 'default'}`;
    users.set(key, [...(users.get(key) ?? []), owner]);
  }
  return users;
}
