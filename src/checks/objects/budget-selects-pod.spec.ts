import { describeRule } from '../test-support/describe-rule.ts';
import { deployment, object } from '../test-support/manifests.ts';
import { budgetSelectsPod } from './budget-selects-pod.ts';

const budget = (selector: unknown) => object('policy/v1', 'PodDisruptionBudget', 'web', { spec: { selector, maxUnavailable: 1 } });
const web = { matchLabels: { 'app.kubernetes.io/name': 'web' } };

describeRule(budgetSelectsPod, {
  accepts: {
    'the pods of a Deployment': [deployment(), budget(web)],
    'an expression': [deployment(), budget({ matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'In', values: ['web', 'api'] }] })],
    'every pod': [deployment(), budget({})],
    'the pods of a Postgres cluster': [object('postgresql.cnpg.io/v1', 'Cluster', 'db'), budget({ matchLabels: { 'cnpg.io/cluster': 'db', 'cnpg.io/instanceRole': 'primary' } })],
  },
  rejects: {
    'a label that no pod has': [[deployment(), budget({ matchLabels: { app: 'web' } })], ['spec.selector']],
    'an expression that no pod meets': [[deployment(), budget({ matchExpressions: [{ key: 'app.kubernetes.io/name', operator: 'NotIn', values: ['web'] }] })], ['spec.selector']],
    'pods of another namespace': [[deployment({}, { namespace: 'other' }), budget(web)], ['spec.selector']],
    'no selector': [[deployment(), budget(undefined)], ['spec.selector']],
    'a selector of another shape': [[deployment(), budget('web')], ['spec.selector']],
  },
});
