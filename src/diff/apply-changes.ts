import { isFields } from '../api/defaults/fill.ts';
import { type Json } from '../kernel/manifest.ts';
import { setOwn } from '../kernel/set-own.ts';
import { type Difference } from './compare.ts';
import { type Step } from './diff.ts';
import { keyText } from './list-kind.ts';

/** The value that the differences make of another: what {@link compare} found between two values makes the second of the first. */
export function applyChanges(value: unknown, differences: readonly Difference[]): unknown {
  return differences.length === 0 ? value : applied(value, differences.map((difference) => ({ ...difference, rest: difference.steps })));
}

interface Pending extends Difference {
  readonly rest: readonly Step[];
}

function applied(value: unknown, pending: readonly Pending[]): unknown {
  const here = pending.find(({ rest, kind }) => rest.length === 0 && kind !== 'reordered');
  if (here !== undefined) return here.after;
  const order = pending.find(({ rest }) => rest.length === 0);
  const inner = pending.filter(({ rest }) => rest.length > 0);
  if (Array.isArray(value)) return ordered(inList(value, inner), order);
  return isFields(value) ? inFields(value, inner) : value;
}

function inFields(value: Readonly<Record<string, unknown>>, pending: readonly Pending[]): unknown {
  const result: Record<string, unknown> = { ...value };
  for (const [key, group] of grouped(pending)) {
    const only = group[0]!;
    if (only.rest.length > 0 || only.kind === 'changed' || only.kind === 'reordered') setOwn(result, key, applied(Object.hasOwn(result, key) ? result[key] : undefined, group));
    else if (only.kind === 'removed') delete result[key];
    else setOwn(result, key, only.after);
  }
  return result;
}

function grouped(pending: readonly Pending[]): Map<string, Pending[]> {
  const groups = new Map<string, Pending[]>();
  for (const item of pending) {
    const [step, ...rest] = item.rest;
    const key = typeof step === 'object' ? keyText(step.where) : String(step);
    groups.set(key, [...(groups.get(key) ?? []), { ...item, rest }]);
  }
  return groups;
}

function inList(list: readonly unknown[], pending: readonly Pending[]): unknown[] {
  const result = [...list];
  const keyed = pending.filter(({ rest }) => typeof rest[0] === 'object');
  for (const group of grouped(keyed).values()) inKeyed(result, group, keyed);
  const placed = pending.filter(({ rest }) => typeof rest[0] === 'number');
  const deep = placed.filter(({ rest, kind }) => rest.length > 1 || kind === 'changed' || kind === 'reordered');
  for (const [index, group] of grouped(deep)) result[Number(index)] = applied(result[Number(index)], group);
  const whole = placed.filter((item) => !deep.includes(item)).map((item) => ({ ...item, index: Number(item.rest[0]) }));
  for (const { index } of whole.filter(({ kind }) => kind === 'removed').sort((a, b) => b.index - a.index)) result.splice(index, 1);
  for (const { index, after } of whole.filter(({ kind }) => kind === 'added').sort((a, b) => a.index - b.index)) result.splice(index, 0, after);
  return result;
}

function inKeyed(result: unknown[], group: readonly Pending[], all: readonly Pending[]): void {
  const first = group[0]!;
  const where = all.find(({ steps }) => steps === first.steps)!.rest[0] as { readonly where: Readonly<Record<string, Json>> };
  const index = result.findIndex((item) => has(item, where.where));
  if (first.rest.length === 0 && first.kind === 'added') result.push(first.after);
  else if (first.rest.length === 0 && first.kind === 'removed') result.splice(index, 1);
  else result[index] = applied(result[index], group);
}

function has(item: unknown, where: Readonly<Record<string, Json>>): boolean {
  return isFields(item) && Object.entries(where).every(([key, value]) => (item[key] ?? (key === 'protocol' ? 'TCP' : undefined)) === value);
}

function ordered(list: readonly unknown[], order: Pending | undefined): readonly unknown[] {
  if (order === undefined) return list;
  const keys = order.after as readonly Readonly<Record<string, Json>>[];
  return keys.map((where) => list.find((item) => has(item, where)));
}
