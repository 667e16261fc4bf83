import { pathText } from '../../kernel/path.ts';
import { textAt } from '../field.ts';
import { isHashedName } from '../hashed-name.ts';
import { type Rule } from '../rule.ts';
import { syncOptionsOf } from '../../argocd/sync/annotations.ts';
import { ARGOCD } from '../sync-order.ts';

/** R12. */
export const hashedObjectIsPrunable: Rule = {
  id: 'hashed-object-is-prunable',
  severity: 'error',
  why: 'each object that leaves git and may not be pruned gives every later sync one more wave, which waits for the health of all before it',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#no-prune-resources',
  keys: [ARGOCD.syncOptions],
  *check({ manifest }) {
    if (!isHashedName(textAt(manifest, 'metadata', 'name') ?? '')) return;
    const option = syncOptionsOf(manifest).find((each) => each === 'Prune=false' || each === 'Prune=confirm');
    if (option === undefined) return;
    yield {
      path: pathText(['metadata', 'annotations', ARGOCD.syncOptions]),
      message: `Forbidden: ${option} on an object whose name changes with its content`,
      fix: `remove ${option}`,
    };
  },
};
