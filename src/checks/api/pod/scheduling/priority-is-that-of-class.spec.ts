import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment, object, podSpec } from '../../../test-support/manifests.ts';
import { priorityIsThatOfClass } from './priority-is-that-of-class.ts';

/** A Pod; the fields are its spec. */
const pod = (fields: object, metadata: object = {}) => object('v1', 'Pod', 'web', { metadata, spec: podSpec({ ...fields }) });

describeRule(priorityIsThatOfClass, {
  accepts: {
    'none': pod({ preemptionPolicy: 'PreemptLowerPriority' }),
    'that of every pod': pod({ priority: 0 }),
    'that of its class': pod({ priorityClassName: 'system-node-critical', priority: 2_000_001_000 }),
    'any of a class that only the cluster knows': pod({ priorityClassName: 'high', priority: 5, preemptionPolicy: 'Never' }),
    'any where a class is that of every pod': [pod({ priority: 5 }), object('scheduling.k8s.io/v1', 'PriorityClass', 'high', { value: 5, globalDefault: true })],
    'any in a template, whose pods are refused later': deployment({ priority: 5 }),
  },
  rejects: {
    'a number of its own': [pod({ priority: 5 }), ['spec.priority']],
    'another than that of its class': [[pod({ priorityClassName: 'high', priority: 5 }), object('scheduling.k8s.io/v1', 'PriorityClass', 'high', { value: 6 })], ['spec.priority']],
    'a policy of its own': [pod({ preemptionPolicy: 'Never' }), ['spec.preemptionPolicy']],
  },
});
