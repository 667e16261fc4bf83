import { type Finding, type Rule } from '../../rule.ts';
import { invalid, notSupported, required } from '../field-error.ts';
import { atMostAllFindings, isNone, type RollingCount, rollingCountFindings } from './rolling-count.ts';

export const daemonSetStrategyIsValid: Rule = {
  id: 'daemon-set-strategy-is-valid',
  severity: 'error',
  why: 'on each node a DaemonSet replaces its pod by stopping the old one first, or by starting the new one first',
  source: 'https://kubernetes.io/docs/tasks/manage-daemon/update-daemon-set/#daemonset-update-strategy',
  kinds: ['apps/DaemonSet'],
  keys: ['updateStrategy'],
  *check({ defaulted }) {
    const { updateStrategy } = (defaulted as { readonly spec?: { readonly updateStrategy?: Strategy } }).spec ?? {};
    if (updateStrategy === undefined) return;
    const { type, rollingUpdate } = updateStrategy;
    if (type === 'RollingUpdate') yield* rollingFindings(rollingUpdate ?? {});
    else if (type !== 'OnDelete') yield notSupported('spec.updateStrategy', type, ['OnDelete', 'RollingUpdate']);
  },
};

interface Strategy {
  readonly type?: string;
  readonly rollingUpdate?: Rolling;
}

interface Rolling {
  readonly maxUnavailable?: RollingCount;
  readonly maxSurge?: RollingCount;
}

function* rollingFindings({ maxUnavailable, maxSurge }: Rolling): Iterable<Finding> {
  const unavailable = 'spec.updateStrategy.rollingUpdate.maxUnavailable';
  const surge = 'spec.updateStrategy.rollingUpdate.maxSurge';
  yield* rollingCountFindings(maxUnavailable, unavailable);
  yield* rollingCountFindings(maxSurge, surge);
  yield* atMostAllFindings(maxUnavailable, unavailable);
  yield* atMostAllFindings(maxSurge, surge);
  if (isNone(maxUnavailable) && isNone(maxSurge)) yield required(unavailable, 'must not be 0 where maxSurge is 0');
  else if (!isNone(maxUnavailable) && !isNone(maxSurge)) {
    yield { ...invalid(surge, maxSurge, `must be 0 where maxUnavailable is not; it is ${maxUnavailable}`), fix: 'write maxUnavailable: 0' };
  }
}
