import { listAt } from '../field.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const roleIsNarrow: Rule = {
  id: 'role-is-narrow',
  severity: 'warning',
  why: 'whoever gets hold of the account may do all that the role allows, and a star allows what nobody thought of',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
  kinds: ['rbac.authorization.k8s.io/ClusterRole', 'rbac.authorization.k8s.io/Role'],
  *check({ manifest }) {
    const rules = listAt(manifest, 'rules');
    for (let index = 0; index < rules.length; index++) {
      const rule = rules[index];
      for (const list of ['apiGroups', 'resources', 'verbs']) {
        const place = listAt(rule, list).indexOf('*');
        if (place >= 0) yield { path: `rules[${index}].${list}[${place}]`, message: `the rule is for every one of its ${list}, those to come too`, fix: 'name them' };
      }
      const verbs = listAt(rule, 'verbs');
      const [writes, reads] = [verbs.some((verb) => WRITES.has(verb)), verbs.some((verb) => READS.has(verb))];
      for (const resource of listAt(rule, 'resources')) {
        const what = resource === 'pods/exec' || resource === 'pods/attach' ? 'enter any pod' : resource === 'pods' && writes ? 'make pods, with every account and Secret of the namespace' : resource === 'secrets' && reads && listAt(rule, 'resourceNames').length === 0 ? 'read every Secret' : (resource === 'endpoints' || resource === 'endpointslices') && writes ? 'send the traffic of a Service anywhere' : undefined;
        if (what !== undefined) yield { path: `rules[${index}].resources`, message: `${shown(resource)}: whoever has the role may ${what}`, fix: 'take it out of the rule, or name what it is about in resourceNames' };
      }
    }
  },
};

const WRITES: ReadonlySet<unknown> = new Set(['*', 'create', 'patch', 'update']);
const READS: ReadonlySet<unknown> = new Set(['*', 'get', 'list', 'watch']);
