import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { priorityLevelIsValid } from './priority-level-is-valid.ts';

const level = (spec: object, name = 'web') => object('flowcontrol.apiserver.k8s.io/v1', 'PriorityLevelConfiguration', name, { spec });
const limited = (fields: object) => level({ type: 'Limited', limited: { limitResponse: { type: 'Reject' }, ...fields } });
const queue = (queuing: object) => limited({ limitResponse: { type: 'Queue', queuing } });
const LIMITED = 'spec.limited';
const QUEUING = `${LIMITED}.limitResponse.queuing`;

describeRule(priorityLevelIsValid, {
  accepts: {
    'requests refused beyond a share': limited({ nominalConcurrencyShares: 0, lendablePercent: 100, borrowingLimitPercent: 0 }),
    'requests queued as it comes': queue({}),
    'requests queued as said': queue({ queues: 128, handSize: 6, queueLengthLimit: 50 }),
    'the one that nothing limits': level({ type: 'Exempt', exempt: { lendablePercent: 0 } }, 'exempt'),
  },
  rejects: {
    'no type': [level({}), ['spec.type']],
    'nothing limited': [level({ type: 'Limited' }), [LIMITED]],
    'an exempt one by another name': [level({ type: 'Exempt', limited: {} }), [LIMITED, 'spec.type']],
    'a limited one that is exempt': [level({ type: 'Limited', limited: { limitResponse: { type: 'Reject' } }, exempt: {} }), ['spec.exempt']],
    'shares that are none': [limited({ nominalConcurrencyShares: -1, lendablePercent: 101, borrowingLimitPercent: -1 }), [`${LIMITED}.borrowingLimitPercent`, `${LIMITED}.lendablePercent`, `${LIMITED}.nominalConcurrencyShares`]],
    'no response': [level({ type: 'Limited', limited: {} }), [`${LIMITED}.limitResponse.type`]],
    'queues of what is refused': [limited({ limitResponse: { type: 'Reject', queuing: {} } }), [QUEUING]],
    'no queues': [limited({ limitResponse: { type: 'Queue' } }), [QUEUING]],
    'fewer queues than a hand': [queue({ queues: 4 }), [`${QUEUING}.handSize`]],
    'hands that no hash deals': [queue({ queues: 1000, handSize: 7 }), [`${QUEUING}.handSize`]],
    'numbers below one': [queue({ queues: -1, handSize: -1, queueLengthLimit: -1 }), [`${QUEUING}.handSize`, `${QUEUING}.queueLengthLimit`, `${QUEUING}.queues`]],
    'too many queues': [queue({ queues: 10_000_001, handSize: 1 }), [`${QUEUING}.queues`]],
  },
});
