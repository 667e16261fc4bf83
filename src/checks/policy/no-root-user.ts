import { at } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';
import { hasOwnUsers } from '../user-namespace.ts';

export const noRootUser: Rule = {
  id: 'no-root-user',
  severity: 'error',
  why: 'user 0 is root, whatever else is said',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
  kinds: POD_KINDS,
  keys: ['runAsUser'],
  *check({ securityContexts, pods, set }) {
    // Root in there is nobody on the node.
    const mapped = pods.filter(({ spec }) => hasOwnUsers(spec, set.minor));
    for (const { path, context } of securityContexts) {
      if (at(context, 'runAsUser') === 0 && !mapped.some(({ specPath }) => path.startsWith(`${specPath}.`))) yield { path: `${path}.runAsUser`, message: 'the container runs as root: user 0', fix: 'runAsUser: 10001' };
    }
  },
};
