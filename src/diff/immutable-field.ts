import { type Fields, own, ownFields } from '../api/defaults/fill.ts';
import { type Manifest } from '../kernel/manifest.ts';
import { type Place } from './place.ts';
import { sameValue } from './same-value.ts';

/** A field that the API server refuses to change. */
export interface ImmutableField {
  /** As the API server names it: `spec.selector`. */
  readonly path: string;
  /** What is refused, in plain words. */
  readonly reason: string;
  /** What to do instead. */
  readonly wayOut: string;
  /** What comes of it where the cluster is as it mostly is, if only the cluster knows whether it refuses. @default it refuses */
  readonly otherwise?: string;
}

/** An update as the API server's validation sees it: the object that is live, and the one it would become. */
export interface Update {
  readonly live: Manifest;
  readonly next: Manifest;
  readonly place: Place;
  /** What the cluster knows and the manifest doesn't. */
  readonly cluster: ClusterKnowledge;
}

/** What of the cluster bears on what an update does; whatever is absent is taken for the stricter. */
export interface ClusterKnowledge {
  /** Whether a volume claim is bound. */
  readonly isBound?: (claim: Manifest) => boolean;
  /** Whether a storage class lets its claims grow; undefined where nobody knows. */
  readonly isExpandable?: (storageClass: string) => boolean | undefined;
}

/** What one kind refuses to change. */
export interface ImmutableRule {
  /** `group/Kind`. */
  readonly kinds: readonly string[];
  /** Where that is documented, as a link. */
  readonly source: string;
  check(update: Update): readonly ImmutableField[];
}

/** The value at a path of fields; undefined where there is none. */
export function valueAt(object: Fields, ...keys: readonly string[]): unknown {
  let value: unknown = object;
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    value = own(value as Fields, key);
  }
  return value;
}

/** Whether the value at a path of fields differs between the live object and the next. */
export function differs({ live, next, place }: Update, ...keys: readonly string[]): boolean {
  let here = place;
  for (const key of keys) here = here.field(key);
  return !sameValue(valueAt(live, ...keys), valueAt(next, ...keys), here);
}

/** The fields of an object that differ between the live object and the next. */
export function differingFields(update: Update, ...keys: readonly string[]): readonly string[] {
  const [before, after] = [valueAt(update.live, ...keys), valueAt(update.next, ...keys)].map((value) => (typeof value === 'object' && value !== null ? (value as Fields) : {}));
  return [...new Set([...Object.keys(before!), ...Object.keys(after!)])].sort().filter((key) => differs(update, ...keys, key));
}

/** The object under a path of fields; an empty one where there is none. */
export function fieldsAt(object: Fields, ...keys: readonly string[]): Fields {
  const last = keys.at(-1);
  const parent = valueAt(object, ...keys.slice(0, -1));
  return last === undefined ? object : (ownFields(typeof parent === 'object' && parent !== null ? (parent as Fields) : {}, last) ?? {});
}
