import { Construct } from 'constructs';
import { LimitRange } from '../../imports/kubernetes.ts';
import { canonicalQuantity, compareQuantity } from '../kernel/quantity.ts';
import { PropCheck } from './prop-check.ts';
import { System } from './system.ts';
import { WAVE } from './wave.ts';

/** Amounts by resource. */
export interface Amounts {
  readonly cpu?: string;
  readonly memory?: string;
  readonly ephemeralStorage?: string;
}

/** What a container gets that does not say, and the most that one may ask for. */
export interface LimitsProps {
  /** Requests of a container that has none. @default cpu 50m, memory 128Mi, ephemeralStorage 128Mi */
  readonly requests?: Amounts;
  /** Limits of a container that has none. @default memory 256Mi, ephemeralStorage 1Gi, CPU only where {@link cpuLimited} */
  readonly limits?: Amounts;
  /** The most that one container may have as its limit. @default not bounded */
  readonly max?: Amounts;
  /**
   * Whether the namespace's quota bounds CPU limits, which makes one mandatory for every pod. The
   * default is then 500m, or the default request where that is more, and never above the maximum.
   * @default false
   */
  readonly cpuLimited?: boolean;
}

/**
 * The namespace's LimitRange. Containers of ours say what they need; this is for those that others
 * add, such as a mesh's proxies and an operator's jobs, which a quota would otherwise refuse.
 */
export class Limits extends Construct {
  constructor(scope: Construct, id: string, props: LimitsProps = {}) {
    super(scope, id);
    const system = System.of(this);
    const check = new PropCheck('limits');
    const defaultRequest = amounts(check.within('requests'), { cpu: '50m', memory: '128Mi', ephemeralStorage: '128Mi', ...props.requests });
    const defaults = amounts(check.within('limits'), { memory: '256Mi', ephemeralStorage: '1Gi', ...props.limits });
    const max = amounts(check.within('max'), props.max ?? {});
    check.throwIfAny();
    if (props.cpuLimited === true) defaults['cpu'] ??= cpuLimit(defaultRequest['cpu']!, max['cpu']);
    atMost(check, 'requests', defaultRequest, 'limits', defaults);
    atMost(check, 'limits', defaults, 'max', max);
    atMost(check, 'requests', defaultRequest, 'max', max);
    check.throwIfAny();
    new LimitRange(this, 'limits', {
      metadata: system.metadata({ name: system.systemName, wave: WAVE.foundation }),
      spec: {
        limits: [{ default: defaults, defaultRequest, ...(Object.keys(max).length === 0 ? {} : { max }), type: 'Container' }],
      },
    });
  }
}

const RESOURCE = { cpu: 'cpu', ephemeralStorage: 'ephemeral-storage', memory: 'memory' } as const;
const PROPS = ['cpu', 'ephemeralStorage', 'memory'] as const;

function amounts(check: PropCheck, given: Amounts): Record<string, string> {
  const found: Record<string, string> = {};
  for (const prop of PROPS) {
    const amount = given[prop];
    if (amount !== undefined) found[RESOURCE[prop]] = check.attempt(prop, () => canonicalQuantity(amount)) ?? amount;
  }
  return found;
}

function cpuLimit(request: string, max: string | undefined): string {
  const limit = compareQuantity(request, '500m') > 0 ? request : '500m';
  return max !== undefined && compareQuantity(max, limit) < 0 ? max : limit;
}

/** The API server refuses a LimitRange whose defaults contradict each other. */
function atMost(check: PropCheck, prop: string, small: Record<string, string>, otherProp: string, large: Record<string, string>): void {
  for (const name of PROPS) {
    const [less, more] = [small[RESOURCE[name]], large[RESOURCE[name]]];
    if (less === undefined || more === undefined || compareQuantity(less, more) <= 0) continue;
    check.add(`${prop}.${name}`, `${less} is more than the ${more} of ${otherProp}.${name}`, { fix: `${name}: ${more}` });
  }
}
