import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment } from '../../../test-support/manifests.ts';
import { spreadConstraintIsUnique } from './spread-constraint-is-unique.ts';

const POD = 'spec.template.spec';

describeRule(spreadConstraintIsUnique, {
  accepts: { 'one topology in two ways': deployment({ topologySpreadConstraints: [{ topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }, { topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' }] }) },
  rejects: { 'one way twice': [deployment({ topologySpreadConstraints: [{ topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule' }, { topologyKey: 'zone', whenUnsatisfiable: 'DoNotSchedule', maxSkew: 2 }] }), [`${POD}.topologySpreadConstraints[0].{topologyKey, whenUnsatisfiable}`]] },
});
