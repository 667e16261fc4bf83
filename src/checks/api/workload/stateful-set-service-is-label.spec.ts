import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { statefulSetServiceIsLabel } from './stateful-set-service-is-label.ts';

const set = (serviceName: string) => object('apps/v1', 'StatefulSet', 'db', { spec: { serviceName } });

describeRule(statefulSetServiceIsLabel, {
  accepts: { 'a label': set('1db'), 'none': set('') },
  rejects: { 'a dot': [set('db.shop'), ['spec.serviceName']], 'upper case': [set('DB'), ['spec.serviceName']], 'too long': [set('a'.repeat(64)), ['spec.serviceName']] },
});
