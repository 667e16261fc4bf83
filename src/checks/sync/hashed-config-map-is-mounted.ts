import { isHashedName } from '../hashed-name.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** R7. Plain settings stand in `env` itself: each ReplicaSet keeps its own, and a rollback needs nothing else. */
export const hashedConfigMapIsMounted: Rule = {
  id: 'hashed-config-map-is-mounted',
  severity: 'error',
  why: 'each changed setting prunes the old ConfigMap, and pods of the old release that restart find theirs gone',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#prune-last',
  kinds: POD_KINDS,
  keys: ['configMapKeyRef', 'configMapRef'],
  *check({ references }) {
    for (const { path, to } of references) {
      if (to.kind !== 'ConfigMap' || to.group !== '' || !isHashedName(to.name) || !/\.env(From)?\[/.test(path)) continue;
      yield {
        path,
        message: `ConfigMap ${shown(to.name)} has a content hash in its name, and is read into variables`,
        fix: 'write the settings into env, or mount the ConfigMap as files',
      };
    }
  },
};
