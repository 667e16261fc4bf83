import { type Json } from '../kernel/manifest.ts';
import { compare, type Difference } from './compare.ts';
import { type Change } from './diff.ts';
import { embeddedValue } from './embedded-text.ts';
import { lineDiff } from './line-diff.ts';
import { Place } from './place.ts';
import { stepPath } from './step-path.ts';

/** A difference as it is told: its path in words, its texts by line and by what they hold, and no value of a Secret. */
export function toldChange({ steps, kind, before, after }: Difference, isSecret: boolean): Change {
  const path = stepPath(steps);
  if (isSecret && !isShown(steps, before, after)) return { path, steps, kind, secret: true };
  return { path, steps, kind, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }), ...texts(before, after) };
}

/** Whether the object holds secrets in the clear or in base64, or is meant to, whatever its version. */
export function holdsSecrets({ kind }: { readonly kind: string }): boolean {
  return /^(sealed)?secret$/i.test(kind);
}

/** Everything of a Secret is hidden but what can be none: a mistyped key, or what kubectl applied last, holds its values, too. */
function isShown([field]: Difference['steps'], before: Json | undefined, after: Json | undefined): boolean {
  if (field === 'immutable') return [before, after].every((value) => value === undefined || typeof value === 'boolean');
  return (field === 'apiVersion' || field === 'kind' || field === 'type') && [before, after].every((value) => value === undefined || (typeof value === 'string' && KNOWN.test(value)));
}

const KNOWN = /^(?:v1|bitnami\.com\/v1alpha1|(?:Sealed)?Secret|Opaque|(?:kubernetes|bootstrap\.kubernetes)\.io\/[a-z-]{1,40}|helm\.sh\/release\.v1)$/;

const NO_PLACE = new Place(undefined, false);

function texts(before: Json | undefined, after: Json | undefined): Pick<Change, 'lines' | 'embedded'> {
  if (typeof before !== 'string' || typeof after !== 'string') return {};
  const [left, right] = [embeddedValue(before), embeddedValue(after)];
  const lines = before.includes('\n') || after.includes('\n') ? { lines: lineDiff(before, after) } : {};
  if (left === undefined || right === undefined) return lines;
  return { ...lines, embedded: compare(left, right, NO_PLACE).map((difference) => toldChange(difference, false)) };
}
