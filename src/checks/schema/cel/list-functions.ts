import { type CelFunction } from './cel-function.ts';
import { CelError } from './cel-error.ts';
import { celCompare, celEquals } from './cel-equality.ts';
import { type CelMeter } from './cel-meter.ts';
import { OPERATORS } from './operators.ts';
import { CelList, CelOptional, type CelValue } from './cel-value.ts';

/** What Kubernetes' lists library and CEL's lists and sets extensions do. */
export const LIST_FUNCTIONS: Readonly<Record<string, CelFunction>> = {
  isSorted: onList((items) => items.every((item, index) => index === 0 || celCompare(items[index - 1]!, item) <= 0)),
  sum: onList((items, meter) => items.slice(1).reduce<CelValue>((total, item) => OPERATORS['+']!([total, item], meter) ?? fail('sum'), items[0] ?? 0n)),
  min: onList((items) => extreme(items, 'min', (order) => order < 0)),
  max: onList((items) => extreme(items, 'max', (order) => order > 0)),
  indexOf: ([list, value], meter) => (list instanceof CelList && value !== undefined ? BigInt(indexOf(list.items, value, meter)) : undefined),
  lastIndexOf: ([list, value], meter) => {
    if (!(list instanceof CelList) || value === undefined) return undefined;
    const fromEnd = indexOf([...list.items].reverse(), value, meter);
    return BigInt(fromEnd === -1 ? -1 : list.items.length - 1 - fromEnd);
  },
  reverse: onList((items) => new CelList([...items].reverse())),
  distinct: onList((items, meter) => new CelList(distinct(items, meter))),
  sort: onList((items, meter) => {
    meter.spend(items.length * Math.ceil(Math.log2(items.length + 1)));
    return new CelList([...items].sort(celCompare));
  }),
  first: onList((items) => new CelOptional(items[0])),
  last: onList((items) => new CelOptional(items.at(-1))),
  flatten: ([list, depth], meter) => (list instanceof CelList && (depth === undefined || typeof depth === 'bigint') ? new CelList(flattened(list.items, depthOf(depth), meter)) : undefined),
  slice: ([list, start, end]) => {
    if (!(list instanceof CelList) || typeof start !== 'bigint' || typeof end !== 'bigint') return undefined;
    if (start < 0n || end > BigInt(list.items.length) || start > end) throw new CelError(`cannot slice(${start}, ${end}), list has length ${list.items.length}`);
    return new CelList(list.items.slice(Number(start), Number(end)));
  },
  'lists.range': ([count], meter) => {
    if (typeof count !== 'bigint') return undefined;
    meter.spend(Number(count));
    return new CelList(Array.from({ length: Math.max(0, Number(count)) }, (_, index) => BigInt(index)));
  },
  'sets.contains': onLists((all, some, meter) => some.every((item) => indexOf(all, item, meter) !== -1)),
  'sets.intersects': onLists((all, some, meter) => some.some((item) => indexOf(all, item, meter) !== -1)),
  'sets.equivalent': onLists((one, other, meter) => one.every((item) => indexOf(other, item, meter) !== -1) && other.every((item) => indexOf(one, item, meter) !== -1)),
};

function onList(apply: (items: readonly CelValue[], meter: CelMeter) => CelValue): CelFunction {
  return ([list, more], meter) => {
    if (!(list instanceof CelList) || more !== undefined) return undefined;
    meter.spend(list.items.length);
    return apply(list.items, meter);
  };
}

function onLists(apply: (one: readonly CelValue[], other: readonly CelValue[], meter: CelMeter) => CelValue): CelFunction {
  return ([one, other], meter) => (one instanceof CelList && other instanceof CelList ? apply(one.items, other.items, meter) : undefined);
}

function extreme(items: readonly CelValue[], name: string, wins: (order: number) => boolean): CelValue {
  let best = items[0];
  if (best === undefined) throw new CelError(`${name} called on empty list`);
  for (const item of items) if (wins(celCompare(item, best))) best = item;
  return best;
}

function indexOf(items: readonly CelValue[], value: CelValue, meter: CelMeter): number {
  meter.spend(items.length);
  return items.findIndex((item) => celEquals(item, value, meter));
}

function distinct(items: readonly CelValue[], meter: CelMeter): CelValue[] {
  const kept: CelValue[] = [];
  for (const item of items) if (indexOf(kept, item, meter) === -1) kept.push(item);
  return kept;
}

function depthOf(depth: bigint | undefined): number {
  if (depth !== undefined && depth < 0n) throw new CelError('level must be non-negative');
  return depth === undefined ? 1 : Number(depth);
}

function flattened(items: readonly CelValue[], depth: number, meter: CelMeter): CelValue[] {
  meter.spend(items.length);
  return items.flatMap((item) => (item instanceof CelList && depth > 0 ? flattened(item.items, depth - 1, meter) : [item]));
}

function fail(name: string): never {
  throw new CelError(`no such overload: ${name}`);
}
