import { type PolicyRule } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { itemsOf } from '../config/items-of.ts';
import { bodyOf } from '../config/spec-of.ts';
import { invalid, required } from '../field-error.ts';

export const rbacRuleIsWhole: Rule = {
  id: 'rbac-rule-is-whole',
  severity: 'error',
  why: 'the API server refuses a permission that doesn\'t say what may be done, and with which resources or URLs',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#role-and-clusterrole',
  kinds: ['rbac.authorization.k8s.io/Role', 'rbac.authorization.k8s.io/ClusterRole'],
  keys: ['rules'],
  *check(subject) {
    const isNamespaced = subject.kind === 'rbac.authorization.k8s.io/Role';
    for (const { path, item } of itemsOf(bodyOf<{ readonly rules: readonly PolicyRule[] }>(subject).rules, 'rules')) {
      const [verbs, groups, resources, names, urls] = [item.verbs ?? [], item.apiGroups ?? [], item.resources ?? [], item.resourceNames ?? [], item.nonResourceURLs ?? []];
      if (verbs.length === 0) yield { ...required(`${path}.verbs`, 'must contain at least one'), fix: 'verbs: [get, list, watch]' };
      if (urls.length > 0) {
        if (isNamespaced) yield invalid(`${path}.nonResourceURLs`, urls, 'only a ClusterRole can apply to URLs that are no resources');
        if (groups.length > 0 || resources.length > 0 || names.length > 0) yield invalid(`${path}.nonResourceURLs`, urls, 'a rule can\'t apply to both resources and other URLs');
        continue;
      }
      if (groups.length === 0) yield { ...required(`${path}.apiGroups`, 'name at least one API group'), fix: 'apiGroups: [""]' };
      if (resources.length === 0) yield required(`${path}.resources`, 'name at least one resource');
    }
  },
};
