import { quoted } from '../kernel/problem.ts';
import { type RequestCounter } from './error-count.ts';
import { type PropCheck } from './prop-check.ts';
import { type PropFormat, checkFormat } from './prop-format.ts';
import { type RolloutProps } from './rollout.ts';
import { type Target } from './target.ts';

/**
 * How a new version takes over: `rolling` replaces pod by pod, as a Deployment does; `canary` gives it a
 * growing part of the traffic; `blue-green` brings it up beside the old one and moves all traffic at once.
 */
export type Strategy = 'rolling' | 'canary' | 'blue-green';

/** A part of the traffic, and how long it stays at that. */
export interface CanaryStep {
  /** Percent of the traffic that the new version gets. */
  readonly weight: number;
  /** How long until the next step, in hours, minutes and seconds: `5m`. */
  readonly pause: string;
}

/** How a new version takes over. */
export interface StrategyProps {
  /** @default 'rolling' */
  readonly strategy?: Strategy | undefined;
  /** Steps of a canary, the smallest weight first; after the last the new version gets everything. */
  readonly canary?: { readonly steps?: readonly CanaryStep[] | undefined } | undefined;
  /** What part of the new version's requests may fail before it is taken back; refused where nobody counts them. @default '5%', where somebody does */
  readonly maxErrors?: string | undefined;
  /** The program's own counter of requests, by which its errors are told. @default what the proxies of Istio count, where there are any */
  readonly requests?: RequestCounter | undefined;
}

/** A tenth for two minutes, a third for three, half for five. */
export const CANARY_STEPS: readonly CanaryStep[] = [
  { weight: 10, pause: '2m' },
  { weight: 30, pause: '3m' },
  { weight: 50, pause: '5m' },
];

/** What part of requests may fail where nothing else is said. */
export const MAX_ERRORS = '5%';

/** Duration as Go reads it. */
const PAUSE: PropFormat = {
  what: 'a duration',
  allowed: 'numbers with h, m and s, the largest first',
  example: '5m',
  accepts: (value) => typeof value === 'string' && /^(?=[0-9])([0-9]{1,3}h)?([0-9]{1,4}m)?([0-9]{1,6}s)?$/.test(value) && /[1-9]/.test(value),
};

const STRATEGIES: readonly unknown[] = ['rolling', 'canary', 'blue-green'];

/** Notes what is wrong with a strategy, and that the target cannot follow it. */
export function checkStrategy(check: PropCheck, target: Target, props: StrategyProps & { readonly rollout?: RolloutProps | undefined; readonly exposed: boolean }): void {
  const { strategy = 'rolling', canary, maxErrors, requests } = props;
  if (!STRATEGIES.includes(strategy)) {
    check.add('strategy', `${quoted(strategy)} is not a strategy`, { allowed: 'rolling, canary, blue-green', fix: 'strategy: rolling' });
  } else if (strategy !== 'rolling') checkProgressive(check, target, strategy, props);
  checkSteps(check, canary?.steps ?? CANARY_STEPS);
  if (maxErrors !== undefined && !/^(100|[1-9]?[0-9])%$/.test(maxErrors)) {
    check.add('maxErrors', `${quoted(maxErrors)} is not a share of requests`, { allowed: '0% to 100%', fix: `maxErrors: ${MAX_ERRORS}` });
  }
  if (requests === undefined) return;
  if (!/^[a-zA-Z_:][a-zA-Z0-9_:]{0,199}$/.test(requests.name)) {
    check.add('requests.name', `${quoted(requests.name)} is not the name of a counter`, { allowed: 'letters, digits, "_" and ":"', fix: 'name: http_requests_total' });
  }
  if (!/^[a-zA-Z_][a-zA-Z0-9_]{0,99}(=|!=|=~|!~)"[^"\\\p{Cc}{}]{0,200}"$/u.test(requests.failed)) {
    check.add('requests.failed', `${quoted(requests.failed)} does not select by a label`, { allowed: 'a label, =, !=, =~ or !~, and a text in double quotes', fix: 'failed: status=~"5.."' });
  }
}

function checkProgressive(check: PropCheck, target: Target, strategy: Strategy, { rollout, exposed }: { readonly rollout?: RolloutProps | undefined; readonly exposed: boolean }): void {
  if (target.rollouts === undefined) {
    check.add('strategy', `${quoted(strategy)} needs Argo Rollouts, which the target does not have`, {
      allowed: 'rolling',
      fix: 'strategy: rolling, or rollouts: { traffic: replicas } in overlays/environments.yaml where it is installed',
    });
    return;
  }
  if (rollout?.strategy === 'Recreate') {
    check.add('rollout.strategy', `all old pods are to end first, which ${strategy} never lets them`, { allowed: 'strategy: rolling', fix: 'strategy: rolling' });
  }
  if (strategy !== 'canary' || !exposed) return;
  const { traffic } = target.rollouts;
  const kind = target.exposure?.kind;
  const shifts = kind === 'istio' ? 'istio' : kind === 'gateway' ? 'gateway-api' : undefined;
  // Traffic from outside would be divided by pods, and the weights that are written down would mean nothing.
  if (kind === undefined || traffic === 'replicas' || traffic === shifts) return;
  check.add('strategy', `traffic comes in by an exposure of kind ${kind}, which rollouts.traffic ${traffic} does not shift`, {
    allowed: shifts === undefined ? 'replicas' : `${shifts}, replicas`,
    fix: `rollouts: { traffic: ${shifts ?? 'replicas'} } in overlays/environments.yaml`,
  });
}

function checkSteps(check: PropCheck, steps: readonly CanaryStep[]): void {
  if (steps.length === 0 || steps.length > 20) check.add('canary.steps', `${steps.length} steps`, { allowed: '1 to 20', fix: 'steps: [{ weight: 10, pause: 2m }, { weight: 50, pause: 5m }]' });
  steps.forEach(({ weight, pause }, index) => {
    const path = `canary.steps[${index}]`;
    const before = index === 0 ? 0 : steps[index - 1]!.weight;
    if (!Number.isSafeInteger(weight) || weight < 1 || weight > 100) check.add(`${path}.weight`, `${quoted(weight)} is out of range`, { allowed: 'a whole number from 1 to 100', fix: 'weight: 10' });
    else if (weight <= before) check.add(`${path}.weight`, `${weight} is not more than the ${before} of the step before`, { allowed: `${before + 1} to 100`, fix: `weight: ${Math.min(100, before + 10)}` });
    // A pause without an end would hold the sync for ever.
    checkFormat(check, `${path}.pause`, pause, PAUSE);
  });
}
