import { type Finding, type Rule } from '../../rule.ts';
import { forbidden, invalid, notSupported } from '../field-error.ts';
import { atMostAllFindings, isNone, type RollingCount, rollingCountFindings } from './rolling-count.ts';

export const deploymentStrategyIsValid: Rule = {
  id: 'deployment-strategy-is-valid',
  severity: 'error',
  why: 'a rollout that may neither stop an old pod nor start a new one can never begin',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy',
  kinds: ['apps/Deployment'],
  keys: ['strategy'],
  *check({ defaulted }) {
    const { strategy } = (defaulted as { readonly spec?: { readonly strategy?: Strategy } }).spec ?? {};
    if (strategy === undefined) return;
    const { type, rollingUpdate } = strategy;
    if (type === 'RollingUpdate') yield* rollingFindings(rollingUpdate ?? {});
    else if (type !== 'Recreate') yield notSupported('spec.strategy', type, ['Recreate', 'RollingUpdate']);
    else if (rollingUpdate !== undefined) yield { ...forbidden(ROLLING, 'strategy Recreate has none'), fix: 'remove rollingUpdate' };
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

const ROLLING = 'spec.strategy.rollingUpdate';

function* rollingFindings({ maxUnavailable, maxSurge }: Rolling): Iterable<Finding> {
  const path = `${ROLLING}.maxUnavailable`;
  yield* rollingCountFindings(maxUnavailable, path);
  yield* rollingCountFindings(maxSurge, `${ROLLING}.maxSurge`);
  if (isNone(maxUnavailable) && isNone(maxSurge)) yield { ...invalid(path, maxUnavailable, 'must not be 0 where maxSurge is 0'), fix: 'write maxSurge: 1' };
  yield* atMostAllFindings(maxUnavailable, path);
}
