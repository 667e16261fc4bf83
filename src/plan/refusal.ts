import { type ApiSchemas } from '../api/schema/api-schemas.ts';
import { kindOf } from '../kernel/kind-of.ts';
import { immutableRulesOf } from '../diff/immutable/immutable-rules.ts';
import { Place } from '../diff/place.ts';
import { predictUpdate } from '../diff/update/predict-update.ts';
import { type Manifest } from '../kernel/manifest.ts';

/** What the kinds of the API server are looked up in, where an update looks refused; read only then. */
export type SchemaSource = () => ApiSchemas | undefined;

/** A claim that is there is bound, and its class is taken to let it grow. */
const CLUSTER = { isBound: () => true, isExpandable: () => true };

/**
 * Why the API server refuses to make one object into the other: a field that no update may change; undefined
 * where it doesn't. What is written differently and means the same is told apart where there are schemas.
 */
export function refusalOf(before: Manifest, after: Manifest, schemas: SchemaSource = () => undefined): string | undefined {
  if (before === after) return undefined;
  const known = REFUSALS.get(before)?.get(after);
  if (known !== undefined) return known.why;
  const why = refusalNow(before, after, schemas);
  const byAfter = REFUSALS.get(before) ?? new WeakMap<Manifest, { readonly why: string | undefined }>();
  REFUSALS.set(before, byAfter);
  byAfter.set(after, { why });
  return why;
}

/** Asked in every story. */
const REFUSALS = new WeakMap<Manifest, WeakMap<Manifest, { readonly why: string | undefined }>>();

function refusalNow(before: Manifest, after: Manifest, schemas: SchemaSource): string | undefined {
  const rules = immutableRulesOf(kindOf(after));
  if (rules.length === 0) return undefined;
  const update = { live: before, next: after, place: new Place(undefined, false), cluster: CLUSTER };
  if (rules.every(({ check }) => check(update).length === 0)) return undefined;
  const found = schemas();
  const fields = found === undefined ? rules.flatMap(({ check }) => check(update)) : foretold(before, after, found);
  const [first] = fields;
  return first === undefined ? undefined : `${after.kind} ${after.metadata.name}: ${first.path} is immutable (${first.reason})`;
}

function foretold(before: Manifest, after: Manifest, schemas: ApiSchemas): readonly { readonly path: string; readonly reason: string }[] {
  const { result } = predictUpdate(before, after, { schemas, cluster: CLUSTER });
  return result.outcome === 'immutable' ? result.fields : [];
}
