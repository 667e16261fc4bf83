import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { priorityClassIsValid } from './priority-class-is-valid.ts';

const priority = (name: string, fields: object) => object('scheduling.k8s.io/v1', 'PriorityClass', name, { ...fields });

describeRule(priorityClassIsValid, {
  accepts: {
    'the highest': priority('high', { value: 1000000000, preemptionPolicy: 'Never' }),
    'less than nothing': priority('low', { value: -10 }),
    'Kubernetes\' own': priority('system-node-critical', { value: 2000001000 }),
  },
  rejects: {
    'higher than the highest': [priority('high', { value: 1000000001 }), ['value']],
    'a name of Kubernetes\'': [priority('system-mine', { value: 1 }), ['metadata.name']],
    'another value for its own': [priority('system-node-critical', { value: 1 }), ['metadata.name']],
    'an unknown policy, and an empty one': [[priority('a', { preemptionPolicy: 'Always' }), priority('b', { preemptionPolicy: '' })], ['preemptionPolicy', 'preemptionPolicy']],
  },
});
