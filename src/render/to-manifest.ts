import { ApiObject, App, type Chart, Lazy } from 'cdk8s';
import { type Manifest } from '../kernel/manifest.ts';

/**
 * What `ApiObject.toJson` returns, by a shorter way where that is certain to give the same: cdk8s
 * copies every object three times and asks three resolvers about every value. Anything out of the
 * ordinary (a patch, a token, a resolver of the app's) goes the long way. The order of keys is not
 * kept; the emitter has its own.
 */
export function toManifest(object: ApiObject): Manifest {
  if (!isOrdinary(object)) return object.toJson() as Manifest;
  if (object.toJson !== ApiObject.prototype.toJson) return byItsClass(object);
  return shortWay(object as unknown as Inside) ?? (object.toJson() as Manifest);
}

/** The classes of cdk8s-plus turn what `ApiObject.toJson` returns into the API's own names: only that part of it is shortened. */
function byItsClass(object: ApiObject): Manifest {
  const around = shortened;
  const long = around?.long ?? ApiObject.prototype.toJson;
  shortened = { object, long };
  ApiObject.prototype.toJson = shortenedToJson;
  try {
    return object.toJson() as Manifest;
  } finally {
    shortened = around;
    if (around === undefined) ApiObject.prototype.toJson = long;
  }
}

/** Not what a function encloses that is made for each object: V8 keeps what a prototype once held until it collects everything. */
let shortened: { readonly object: ApiObject; readonly long: () => unknown } | undefined;

function shortenedToJson(this: ApiObject): unknown {
  const { object, long } = shortened!;
  return (this === object ? shortWay(this as unknown as Inside) : undefined) ?? long.call(this);
}

/** The parts of an ApiObject that `toJson` reads. */
interface Inside {
  readonly props: Readonly<Record<string, unknown>>;
  readonly patches: readonly unknown[];
  readonly metadata: Readonly<Record<string, unknown>> & { readonly _additionalAttributes: Readonly<Record<string, unknown>> };
}

/** An App without resolvers of its own has those for lazy values, tokens and unions of number and string. */
const OWN_RESOLVERS = 3;

function isOrdinary(object: ApiObject): boolean {
  const { props, patches, metadata } = object as unknown as Partial<Inside>;
  return (
    props !== undefined &&
    metadata?._additionalAttributes !== undefined &&
    patches?.length === 0 &&
    hasOwnResolvers(object.chart)
  );
}

const known = new WeakMap<Chart, boolean>();

function hasOwnResolvers(chart: Chart): boolean {
  let own = known.get(chart);
  if (own === undefined) known.set(chart, (own = (App.of(chart) as unknown as { readonly resolvers: readonly unknown[] }).resolvers.length === OWN_RESOLVERS));
  return own;
}

function shortWay({ props, metadata }: Inside): Manifest | undefined {
  const head = headOf(metadata);
  if (head === UNCERTAIN) return undefined;
  const manifest: Record<string, unknown> = { apiVersion: props['apiVersion'], kind: props['kind'], metadata: head };
  for (const key of Object.keys(props)) {
    if (key === 'metadata') continue;
    const value = plain(props[key]);
    if (value === UNCERTAIN || key === '__proto__') return undefined;
    if (value !== undefined) manifest[key] = value;
  }
  return manifest as unknown as Manifest;
}

/** Metadata loses empty lists and maps as well, at every depth. What it was given at first is out of date but for fields that have no name there. */
function headOf(metadata: Inside['metadata']): unknown {
  const { _additionalAttributes: others } = metadata;
  const head: Record<string, unknown> = {};
  let kept = 0;
  for (const key of NAMED) {
    const full = fullOf(metadata[key]);
    if (full === UNCERTAIN) return UNCERTAIN;
    if (full === undefined) continue;
    head[key] = full;
    kept += 1;
  }
  for (const key of Object.keys(others)) {
    if (NAMED.includes(key)) continue;
    const full = fullOf(others[key]);
    if (full === UNCERTAIN || key === '__proto__') return UNCERTAIN;
    if (full === undefined) continue;
    head[key] = full;
    kept += 1;
  }
  return kept === 0 ? undefined : head;
}

const NAMED: readonly string[] = ['name', 'namespace', 'annotations', 'finalizers', 'ownerReferences', 'labels'];

function fullOf(value: unknown): unknown {
  const own = plain(value);
  return own === UNCERTAIN ? own : withoutEmpty(own);
}

const UNCERTAIN = Symbol('not certain to be plain data');

/**
 * The value without what is null or undefined, as cdk8s drops it, a copy only where something is dropped;
 * uncertain where a resolver might have something to say.
 */
function plain(value: unknown): unknown {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'object') return typeof value === 'function' || typeof value === 'symbol' ? UNCERTAIN : value;
  if (Array.isArray(value)) return plainList(value);
  return value instanceof Lazy ? plain(value.produce()) : plainMap(value as Record<string, unknown>);
}

function plainList(list: readonly unknown[]): unknown {
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const item = list[index];
    if (typeof item === 'string') continue;
    const inner = plain(item);
    if (inner === UNCERTAIN) return UNCERTAIN;
    if (inner !== item) (copy ??= [...list])[index] = inner;
  }
  return copy ?? list;
}

function plainMap(map: Readonly<Record<string, unknown>>): unknown {
  if (Object.getPrototypeOf(map) !== Object.prototype || typeof map['resolve'] === 'function') return UNCERTAIN;
  const keys = Object.keys(map);
  let copy: Record<string, unknown> | undefined;
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index]!;
    const value = map[key];
    if (key === '__proto__') return UNCERTAIN;
    const inner = typeof value === 'string' ? value : plain(value);
    if (inner === UNCERTAIN) return UNCERTAIN;
    if (copy === undefined) {
      if (inner === value && inner !== undefined) continue;
      copy = {};
      for (let before = 0; before < index; before++) copy[keys[before]!] = map[keys[before]!];
    }
    if (inner !== undefined) copy[key] = inner;
  }
  return copy ?? map;
}

function withoutEmpty(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(withoutEmpty);
  if (isFlat(value)) return value;
  const full: Record<string, unknown> = {};
  let kept = 0;
  for (const key of Object.keys(value)) {
    const inner = withoutEmpty((value as Record<string, unknown>)[key]);
    if (inner === undefined) continue;
    full[key] = inner;
    kept += 1;
  }
  return kept === 0 ? undefined : full;
}

/** Whether a map holds something, and nothing that could be empty: labels and annotations. */
function isFlat(map: object): boolean {
  let some = false;
  for (const key in map) {
    if (typeof (map as Record<string, unknown>)[key] === 'object') return false;
    some = true;
  }
  return some;
}
