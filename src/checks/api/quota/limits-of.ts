import { type LimitRangeItem, type Quantity } from '../../../../imports/kubernetes.ts';
import { type Subject } from '../../subject.ts';
import { type Item, itemsOf } from '../config/items-of.ts';
import { specOf } from '../config/spec-of.ts';

/** The kind that all these rules are about. */
export const LIMIT_RANGE: readonly string[] = ['/LimitRange'];

/** The maps of a limit, by resource. */
export const LIMIT_MAPS = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const;

/** One of the maps. */
export type LimitMap = (typeof LIMIT_MAPS)[number];

/** The limits of a LimitRange. */
export function limitsOf(subject: Subject): readonly Item<LimitRangeItem>[] {
  return itemsOf(specOf<{ readonly limits: readonly LimitRangeItem[] }>(subject).limits, 'spec.limits');
}

/** What a limit says of each resource, with what the API server adds for containers. */
export function amountsOf(limit: Partial<LimitRangeItem>): Readonly<Record<LimitMap, ReadonlyMap<string, Quantity>>> {
  const read = (map: LimitMap) => new Map(Object.entries(limit[map] ?? {}).map(([key, amount]) => [key, amount ?? 0]));
  const isPod = limit.type === 'Pod';
  const amounts = { max: read('max'), min: read('min'), default: isPod ? NONE : read('default'), defaultRequest: isPod ? NONE : read('defaultRequest'), maxLimitRequestRatio: read('maxLimitRequestRatio') };
  if (limit.type !== 'Container') return amounts;
  const defaults = new Map([...amounts.max, ...amounts.default]);
  return { ...amounts, default: defaults, defaultRequest: new Map([...amounts.min, ...defaults, ...amounts.defaultRequest]) };
}

const NONE: ReadonlyMap<string, Quantity> = new Map();
