import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment } from '../../../test-support/manifests.ts';
import { gateNameIsValid } from './gate-name-is-valid.ts';

const POD = 'spec.template.spec';

describeRule(gateNameIsValid, {
  accepts: { 'qualified names': deployment({ readinessGates: [{ conditionType: 'shop.example/ready' }], schedulingGates: [{ name: 'shop.example/wait' }] }) },
  rejects: {
    'no names': [deployment({ readinessGates: [{}], schedulingGates: [{}] }), [`${POD}.readinessGates[0].conditionType`, `${POD}.schedulingGates[0]`]],
    'one twice': [deployment({ schedulingGates: [{ name: 'a' }, { name: 'a' }] }), [`${POD}.schedulingGates[1]`]],
  },
});
