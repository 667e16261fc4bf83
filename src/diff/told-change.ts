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
  if (isSecret && HIDDEN.has(String(steps[0]))) return { path, steps, kind, secret: true };
  return { path, steps, kind, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }), ...texts(before, after) };
}

/** The applied manifest as an annotation of kubectl's holds a Secret's values too, so all text of a Secret but its type is hidden. */
const HIDDEN: ReadonlySet<string> = new Set(['data', 'stringData', 'metadata']);

const NO_PLACE = new Place(undefined, false);

function texts(before: Json | undefined, after: Json | undefined): Pick<Change, 'lines' | 'embedded'> {
  if (typeof before !== 'string' || typeof after !== 'string') return {};
  const [left, right] = [embeddedValue(before), embeddedValue(after)];
  const lines = before.includes('\n') || after.includes('\n') ? { lines: lineDiff(before, after) } : {};
  if (left === undefined || right === undefined) return lines;
  return { ...lines, embedded: compare(left, right, NO_PLACE).map((difference) => toldChange(difference, false)) };
}
