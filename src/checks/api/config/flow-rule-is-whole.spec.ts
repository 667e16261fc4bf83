import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { flowRuleIsWhole } from './flow-rule-is-whole.ts';

const schema = (rule: object) => object('flowcontrol.apiserver.k8s.io/v1', 'FlowSchema', 'web', { spec: { priorityLevelConfiguration: { name: 'a' }, rules: [rule] } });
const WHO = [{ kind: 'ServiceAccount', serviceAccount: { name: '*', namespace: 'shop' } }];
const WHAT = { verbs: ['*'], apiGroups: ['*'], resources: ['*'], namespaces: ['*'] };
const resource = (fields: object) => schema({ subjects: WHO, resourceRules: [{ ...WHAT, ...fields }] });
const urls = (...nonResourceURLs: string[]) => schema({ subjects: WHO, nonResourceRules: [{ verbs: ['get'], nonResourceURLs }] });
const subject = (fields: object) => schema({ subjects: [fields], resourceRules: [WHAT] });
const RULE = 'spec.rules[0]';

describeRule(flowRuleIsWhole, {
  accepts: {
    'all of a namespace\'s accounts': resource({}),
    'one user, within one namespace': schema({ subjects: [{ kind: 'User', user: { name: 'a b' } }], resourceRules: [{ ...WHAT, verbs: ['get', 'list'], namespaces: ['shop'] }] }),
    'what belongs to no namespace': resource({ namespaces: [], clusterScope: true }),
    'addresses and what is below them': urls('/', '/healthz', '/metrics/*'),
    'all addresses': urls('*'),
  },
  rejects: {
    'nothing': [schema({}), [RULE, `${RULE}.subjects`]],
    'a subject of no kind': [subject({}), [`${RULE}.subjects[0].kind`]],
    'a user that is a group': [subject({ kind: 'User', group: { name: 'a' } }), [`${RULE}.subjects[0].group`, `${RULE}.subjects[0].user`]],
    'a group without a name': [subject({ kind: 'Group', group: {} }), [`${RULE}.subjects[0].group.name`]],
    'an account of no namespace': [subject({ kind: 'ServiceAccount', serviceAccount: { name: 'A' } }), [`${RULE}.subjects[0].serviceAccount.name`, `${RULE}.subjects[0].serviceAccount.namespace`]],
    'unknown verbs': [resource({ verbs: ['fetch'] }), [`${RULE}.resourceRules[0].verbs`]],
    'all verbs and one': [resource({ verbs: ['*', 'get'] }), [`${RULE}.resourceRules[0].verbs`]],
    'no groups and no resources': [resource({ apiGroups: [], resources: undefined }), [`${RULE}.resourceRules[0].apiGroups`, `${RULE}.resourceRules[0].resources`]],
    'no namespace': [resource({ namespaces: [] }), [`${RULE}.resourceRules[0].namespaces`]],
    'a namespace of no such name': [resource({ namespaces: ['a.b'] }), [`${RULE}.resourceRules[0].namespaces[0]`]],
    'addresses that are none': [urls('', 'a', '/a b', '/a//b', '/a*', '/*/b'), [0, 1, 2, 3, 4, 5].map((index) => `${RULE}.nonResourceRules[0].nonResourceURLs[${index}]`)],
  },
});
