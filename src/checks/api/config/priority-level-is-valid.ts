import { type ExemptPriorityLevelConfiguration, type LimitedPriorityLevelConfiguration, type LimitResponse, type PriorityLevelConfigurationSpec, type QueuingConfiguration } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { forbidden, invalid, notSupported, required } from '../field-error.ts';
import { metadataOf } from '../metadata/metadata-of.ts';
import { specOf } from './spec-of.ts';

/** The one that nothing limits, which the API server itself makes. */
const EXEMPT = 'exempt';

export const priorityLevelIsValid: Rule = {
  id: 'priority-level-is-valid',
  severity: 'error',
  why: 'the API server refuses a priority level whose limits are not whole, or whose queues no request could be dealt to',
  source: 'https://kubernetes.io/docs/concepts/cluster-administration/flow-control/#prioritylevelconfiguration',
  kinds: ['flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration'],
  *check(subject) {
    const { type = '', limited, exempt } = specOf<PriorityLevelConfigurationSpec>(subject);
    if ((metadataOf(subject).name === EXEMPT) !== (type === 'Exempt')) yield invalid('spec.type', type, `must be Exempt if, and only if, the name is ${EXEMPT}`);
    if (type === 'Exempt') {
      if (limited) yield forbidden('spec.limited', 'only a level of type Limited has it');
      if (exempt) yield* shareFindings(exempt, 'spec.exempt');
    } else if (type === 'Limited') {
      if (exempt) yield forbidden('spec.exempt', 'only a level of type Exempt has it');
      if (limited) yield* limitFindings(limited);
      else yield required('spec.limited', 'a level of type Limited has it');
    } else {
      yield notSupported('spec.type', type, ['Exempt', 'Limited']);
    }
  },
};

function* limitFindings(limited: LimitedPriorityLevelConfiguration): Iterable<Finding> {
  yield* shareFindings(limited, 'spec.limited');
  const { borrowingLimitPercent: borrowed, limitResponse } = limited;
  if (typeof borrowed === 'number' && borrowed < 0) yield invalid('spec.limited.borrowingLimitPercent', borrowed, 'must be a non-negative integer');
  yield* responseFindings(limitResponse ?? {}, 'spec.limited.limitResponse');
}

function* shareFindings({ nominalConcurrencyShares: shares, lendablePercent: lent }: ExemptPriorityLevelConfiguration, path: string): Iterable<Finding> {
  if (typeof shares === 'number' && shares < 0) yield invalid(`${path}.nominalConcurrencyShares`, shares, 'must be a non-negative integer');
  if (typeof lent === 'number' && (lent < 0 || lent > 100)) yield invalid(`${path}.lendablePercent`, lent, 'must be between 0 and 100, inclusive');
}

function* responseFindings({ type = '', queuing }: Partial<LimitResponse>, path: string): Iterable<Finding> {
  if (type === 'Reject') {
    if (queuing) yield forbidden(`${path}.queuing`, 'only a response of type Queue has it');
  } else if (type === 'Queue') {
    if (queuing) yield* queueFindings(queuing, `${path}.queuing`);
    else yield required(`${path}.queuing`, 'a response of type Queue has it');
  } else {
    yield notSupported(`${path}.type`, type, ['Queue', 'Reject']);
  }
}

const MOST_QUEUES = 10_000_000;
/** The bits of the hash that deals requests to queues. */
const HASH_BITS = 60;

function* queueFindings(queuing: QueuingConfiguration, path: string): Iterable<Finding> {
  // What is 0 the API server fills in.
  const length = queuing.queueLengthLimit || 50;
  const queues = queuing.queues || 64;
  const hand = queuing.handSize || 8;
  if (length < 0) yield invalid(`${path}.queueLengthLimit`, length, 'must be positive');
  if (queues < 0) yield invalid(`${path}.queues`, queues, 'must be positive');
  if (queues > MOST_QUEUES) yield invalid(`${path}.queues`, queues, `must not be greater than ${MOST_QUEUES}`);
  if (hand < 0) yield invalid(`${path}.handSize`, hand, 'must be positive');
  else if (hand > queues) yield invalid(`${path}.handSize`, hand, `should not be greater than queues (${queues})`);
  else if (Math.ceil(Math.log2(queues) * hand) > HASH_BITS) yield invalid(`${path}.handSize`, hand, `dealing hands of ${hand} from ${queues} queues would take more than ${HASH_BITS} bits`);
}
