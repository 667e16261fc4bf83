import { type Quantity, formatQuantity, parseQuantity, quantityProblem } from '../kernel/quantity.ts';
import { trimmedQuantity } from '../kernel/quantity-amount.ts';
import { at, type Fields, isFields, listAt } from './field.ts';
import { proxyResources } from './mesh-proxy.ts';

/** What a quota can bound of pods and their volumes, by its names there. */
export const BOUNDS = ['limits.cpu', 'limits.memory', 'persistentvolumeclaims', 'pods', 'requests.cpu', 'requests.memory', 'requests.storage'] as const;

/** One of {@link BOUNDS}. */
export type Bound = (typeof BOUNDS)[number];

/** Amounts in billionths, exact. */
export type Need = Readonly<Record<Bound, bigint>>;

/** Nothing of anything. */
export const NO_NEED: Need = { 'limits.cpu': 0n, 'limits.memory': 0n, persistentvolumeclaims: 0n, pods: 0n, 'requests.cpu': 0n, 'requests.memory': 0n, 'requests.storage': 0n };

const ONE = 1_000_000_000n;

/** What a pod counts for, as the quota counts it, with the proxy that a mesh adds: init containers run one after another. */
export function needOfPod({ spec, metadata }: { readonly spec: Fields; readonly metadata: Fields }, defaults: unknown): Need {
  const proxy = proxyResources(metadata);
  const inits = listAt(spec, 'initContainers');
  const sidecars = inits.filter((container) => at(container, 'restartPolicy') === 'Always');
  const resources = [...listAt(spec, 'containers'), ...sidecars].map((container) => at(container, 'resources'));
  const running = [...resources, ...(proxy === undefined ? [] : [proxy])].map((asked) => needOfContainer(asked, defaults)).reduce(plus, NO_NEED);
  const starting = inits.filter((container) => !sidecars.includes(container)).map((container) => needOfContainer(at(container, 'resources'), defaults));
  return { ...starting.reduce(larger, running), pods: ONE };
}

/** The same for a pod whose resources a custom resource gives. */
export function needOfResources(resources: unknown, defaults: unknown): Need {
  return { ...needOfContainer(resources, defaults), pods: ONE };
}

/** @param defaults the `Container` part of the namespace's LimitRange */
function needOfContainer(resources: unknown, defaults: unknown): Need {
  const limit = (name: string): bigint | undefined => amountOf(at(resources, 'limits', name));
  const request = (name: string): bigint => amountOf(at(resources, 'requests', name)) ?? limit(name) ?? amountOf(at(defaults, 'defaultRequest', name)) ?? amountOf(at(defaults, 'default', name)) ?? 0n;
  const most = (name: string): bigint => limit(name) ?? amountOf(at(defaults, 'default', name)) ?? 0n;
  return { ...NO_NEED, 'limits.cpu': most('cpu'), 'limits.memory': most('memory'), 'requests.cpu': request('cpu'), 'requests.memory': request('memory') };
}

/** One volume claim of this size for each; what is no size is none. */
export function needOfClaims(sizes: readonly unknown[]): Need {
  if (sizes.length === 0) return NO_NEED;
  const amounts = sizes.map(amountOf).filter((amount) => amount !== undefined);
  return { ...NO_NEED, persistentvolumeclaims: ONE * BigInt(amounts.length), 'requests.storage': amounts.reduce((sum, amount) => sum + amount, 0n) };
}

/** A quantity in billionths, undefined for what is none. */
export function amountOf(value: unknown): bigint | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) * ONE : undefined;
  if (typeof value !== 'string') return undefined;
  if (!AMOUNTS.has(value)) {
    if (AMOUNTS.size >= MOST_AMOUNTS) AMOUNTS.clear();
    const text = trimmedQuantity(value);
    AMOUNTS.set(value, quantityProblem(text) === undefined ? parseQuantity(text).nano : undefined);
  }
  return AMOUNTS.get(value);
}

/** The same few amounts stand in hundreds of containers. */
const AMOUNTS = new Map<string, bigint | undefined>();
const MOST_AMOUNTS = 500;

/** The amount as it is written for a resource. */
export function amountText(bound: Bound, nano: bigint): string {
  const format: Quantity['format'] = /(memory|storage)$/.test(bound) ? 'BinarySI' : 'DecimalSI';
  return formatQuantity({ nano, format });
}

/** The sum of two. */
export function plus(a: Need, b: Need): Need {
  return each((bound) => a[bound] + b[bound]);
}

/** The larger of two, resource by resource. */
export function larger(a: Need, b: Need): Need {
  return each((bound) => (a[bound] > b[bound] ? a[bound] : b[bound]));
}

/** So many times as much. */
export function times(need: Need, count: number): Need {
  return each((bound) => need[bound] * BigInt(count));
}

function each(amount: (bound: Bound) => bigint): Need {
  const needs: Record<Bound, bigint> = { ...NO_NEED };
  for (const bound of BOUNDS) needs[bound] = amount(bound);
  return needs;
}

/** The defaults that the namespace's LimitRange gives containers. */
export function containerDefaults(limitRange: unknown): unknown {
  return listAt(limitRange, 'spec', 'limits').find((part) => isFields(part) && part['type'] === 'Container');
}
