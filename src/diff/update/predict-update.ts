import { type ApiSchemas } from '../../api/schema/api-schemas.ts';
import { kindOf } from '../../kernel/kind-of.ts';
import { groupOf, type Manifest } from '../../kernel/manifest.ts';
import { immutableRulesOf } from '../immutable/immutable-rules.ts';
import { type ClusterKnowledge, differs, fieldsAt, type ImmutableField, type Update, valueAt } from '../immutable-field.ts';
import { stepPath } from '../step-path.ts';
import { duplicateKeys } from './duplicate-keys.ts';
import { isRespelled } from './respelled.ts';
import { serverSideApply } from './server-side-apply.ts';
import { carriedOver, storedOf } from './stored.ts';
import { transitionProblems } from './transition-problems.ts';
import { whyHeld } from './why-held.ts';

/** What comes of applying a changed manifest over the object that its former self made; exactly one. */
export type UpdateOutcome =
  | { readonly outcome: 'no-op' | 'metadata-only' | 'in-place' }
  | { readonly outcome: 'scaled'; readonly before: number; readonly after: number }
  | { readonly outcome: 'rolled' }
  | { readonly outcome: 'held'; readonly why: string }
  | { readonly outcome: 'immutable'; readonly fields: readonly (ImmutableField & { readonly source: string })[] }
  | { readonly outcome: 'transition' | 'invalid' | 'refused-by-apply'; readonly why: readonly string[] };

/** What it takes to foretell an update. */
export interface UpdateContext {
  readonly schemas: ApiSchemas;
  /** What the API server would refuse an object for; nothing where it would take it. @default nothing is refused */
  readonly verdict?: (manifest: Manifest) => readonly string[];
  /** What of the cluster bears on it. @default the stricter of what may be */
  readonly cluster?: ClusterKnowledge;
}

/** An update foretold: what comes of it, and the objects that it leads from and to. */
export interface UpdatePrediction {
  readonly result: UpdateOutcome;
  readonly update: Update;
}

/** Foretells what the API server and its controllers do with an object whose manifest changes, applied by one and the same applier. */
export function predictUpdate(before: Manifest, after: Manifest, context: UpdateContext): UpdatePrediction {
  const { schemas, cluster = {} } = context;
  const live = storedOf(before, schemas);
  const sent = storedOf(after, schemas);
  const applied = before.apiVersion === after.apiVersion ? (serverSideApply(live.manifest, before, after, sent.place) as Manifest) : after;
  const next = storedOf(carriedOver(live.manifest, applied), schemas);
  const update: Update = { live: live.manifest, next: next.manifest, place: sent.place, cluster };
  return { update, result: resultOf(after, update, context) };
}

function resultOf(after: Manifest, update: Update, { verdict }: UpdateContext): UpdateOutcome {
  const invalid = verdict?.(after) ?? [];
  if (invalid.length > 0) return { outcome: 'invalid', why: invalid };
  const duplicates = duplicateKeys(after, update.place);
  if (duplicates.length > 0) return { outcome: 'refused-by-apply', why: duplicates.map((steps) => `${stepPath(steps)} holds the same key twice`) };
  const fields = immutableRulesOf(kindOf(after)).flatMap(({ check, source }) => check(update).map((field) => ({ ...field, source })));
  if (fields.length > 0) return { outcome: 'immutable', fields };
  const isOther = Object.keys({ ...update.live, ...update.next }).some((key) => key !== 'metadata' && key !== 'apiVersion' && differs(update, key));
  const why = transitionProblems(update.next);
  if (why.length === 0 && isOther) why.push(...(verdict?.(update.next) ?? []));
  if (why.length > 0) return { outcome: 'transition', why };
  if (isOther) return changedResult(update);
  return { outcome: differs(update, 'metadata') || isRespelled(update.live, update.next) ? 'metadata-only' : 'no-op' };
}

/** The kinds whose controllers replace their pods when the template changes. */
const ROLLING: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);
const SCALED: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController']);

function changedResult(update: Update): UpdateOutcome {
  const { live, next } = update;
  const isKubernetes = groupOf(next.apiVersion) === 'apps' || next.apiVersion === 'v1';
  if (isKubernetes && ROLLING.has(next.kind) && differs(update, 'spec', 'template')) {
    const why = whyHeld(next, fieldsAt(live, 'spec'));
    return why === undefined ? { outcome: 'rolled' } : { outcome: 'held', why };
  }
  const [before, after] = [valueAt(live, 'spec', 'replicas'), valueAt(next, 'spec', 'replicas')];
  const isScaled = isKubernetes && SCALED.has(next.kind) && before !== after && typeof before === 'number' && typeof after === 'number';
  return isScaled ? { outcome: 'scaled', before, after } : { outcome: 'in-place' };
}
