import { type Capacity } from '../diff/diff.ts';
import { formatQuantity, parseQuantity, quantityProblem } from '../kernel/quantity.ts';
import { type DiffReport } from './diff-report.ts';

/** What the workloads of an environment ask for more, or less, than before. */
export interface CapacityChange {
  readonly environment: string;
  /** With as many pods as there are at least: `+500m CPU`, `-1Gi memory`. */
  readonly minimum: readonly string[];
  /** With as many as autoscalers may make of them. */
  readonly maximum: readonly string[];
}

const NAMES: readonly (readonly [key: string, name: string])[] = [
  ['requests.cpu', 'CPU'],
  ['requests.memory', 'memory'],
  ['limits.cpu', 'CPU limit'],
  ['limits.memory', 'memory limit'],
  ['storage', 'storage'],
];

/** The totals by environment, where they change; none of two environments, of which neither comes over the other. */
export function capacityChanges({ pairs, mode }: Pick<DiffReport, 'pairs' | 'mode'>): CapacityChange[] {
  if (mode === 'environments') return [];
  const environments = [...new Set(pairs.map(({ environment }) => environment))];
  return environments
    .map((environment): CapacityChange => {
      const own = pairs.filter((pair) => pair.environment === environment).map(({ diff }) => diff.capacity);
      return { environment, minimum: changeOf(own, 'minimum'), maximum: changeOf(own, 'maximum') };
    })
    .filter(({ minimum, maximum }) => minimum.length + maximum.length > 0);
}

/** The change in words: one where it is the same at both bounds. */
export function boundsText(minimum: readonly string[], maximum: readonly string[]): string {
  const [least, most] = [minimum.join(', '), maximum.join(', ')];
  if (least === most) return least;
  return [least === '' ? '' : `${least} at minimum`, most === '' ? '' : `${most} at maximum`].filter((text) => text !== '').join('; ');
}

function changeOf(capacities: readonly { readonly before: Capacity; readonly after: Capacity }[], bound: keyof Capacity): string[] {
  return NAMES.flatMap(([key, name]) => {
    let nano = 0n;
    for (const { before, after } of capacities) nano += amount(after[bound][key]) - amount(before[bound][key]);
    if (nano === 0n) return [];
    const isBinary = /memory|storage/.test(key);
    return [`${nano < 0n ? '-' : '+'}${formatQuantity({ nano: nano < 0n ? -nano : nano, format: isBinary ? 'BinarySI' : 'DecimalSI' })} ${name}`];
  });
}

function amount(text: string | undefined): bigint {
  return text === undefined || quantityProblem(text) !== undefined ? 0n : parseQuantity(text).nano;
}
