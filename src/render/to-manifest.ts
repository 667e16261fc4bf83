import { ApiObject, App } from 'cdk8s';
import { type Manifest } from '../kernel/manifest.ts';

/**
 * What `ApiObject.toJson` returns, by a shorter way where that is certain to give the same: cdk8s
 * copies every object three times and asks three resolvers about every value. Anything out of the
 * ordinary (a patch, a token, a class of its own `toJson`, a resolver of the app's) goes the long
 * way. The order of keys is not kept; the emitter has its own.
 */
export function toManifest(object: ApiObject): Manifest {
  return (isOrdinary(object) ? shortWay(object as unknown as Inside) : undefined) ?? (object.toJson() as Manifest);
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
    object.toJson === ApiObject.prototype.toJson &&
    props !== undefined &&
    metadata?._additionalAttributes !== undefined &&
    patches?.length === 0 &&
    (App.of(object) as unknown as { readonly resolvers: readonly unknown[] }).resolvers.length === OWN_RESOLVERS
  );
}

function shortWay({ props, metadata }: Inside): Manifest | undefined {
  const { name, namespace, annotations, finalizers, ownerReferences, labels } = metadata;
  const attributes = { ...metadata._additionalAttributes, name, namespace, annotations, finalizers, ownerReferences, labels };
  const spec = plain({ ...props, metadata: undefined });
  const head = plain(attributes);
  if (spec === UNCERTAIN || head === UNCERTAIN) return undefined;
  const { apiVersion, kind, ...rest } = spec as Record<string, unknown>;
  return { apiVersion, kind, metadata: withoutEmpty(head), ...rest } as unknown as Manifest;
}

const UNCERTAIN = Symbol('not certain to be plain data');

/** A copy without what is null or undefined, as cdk8s drops it; uncertain where a resolver might have something to say. */
function plain(value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'object') return typeof value === 'function' || typeof value === 'symbol' ? UNCERTAIN : value;
  if (Array.isArray(value)) {
    const list: unknown[] = [];
    for (const item of value) {
      const copy = plain(item);
      if (copy === UNCERTAIN) return UNCERTAIN;
      list.push(copy);
    }
    return list;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype || typeof (value as Record<string, unknown>)['resolve'] === 'function') return UNCERTAIN;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const inner = plain((value as Record<string, unknown>)[key]);
    if (inner === UNCERTAIN || key === '__proto__') return UNCERTAIN;
    if (inner !== undefined) copy[key] = inner;
  }
  return copy;
}

/** Metadata loses empty lists and maps as well, at every depth; the value is a copy of our own. */
function withoutEmpty(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(withoutEmpty);
  const map = value as Record<string, unknown>;
  let kept = 0;
  for (const key of Object.keys(map)) {
    const inner = map[key];
    if (typeof inner === 'object') {
      const smaller = withoutEmpty(inner);
      if (smaller === undefined) {
        delete map[key];
        continue;
      }
      map[key] = smaller;
    }
    kept += 1;
  }
  return kept === 0 ? undefined : map;
}
