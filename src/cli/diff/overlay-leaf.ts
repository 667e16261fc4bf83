import { type z } from 'zod';
import { type Path } from '../../kernel/path.ts';
import { type OverlayPair } from '../../overlays/load.ts';
import { schemaAt } from '../../overlays/schema-walk.ts';
import { type WrittenAt } from '../../reports/diff-report.ts';

/** One value that somebody wrote in an overlay. */
export interface OverlayLeaf {
  readonly path: Path;
  readonly value: string | number | boolean;
  readonly at: WrittenAt;
}

const DEEPEST = 12;

/** The values of a pair that its overlays wrote, not those that are defaults. */
export function overlayLeaves({ values, sourceOf }: Pick<OverlayPair, 'values' | 'sourceOf'>): OverlayLeaf[] {
  return [...leavesOf(values, [])].flatMap(({ path, value }) => {
    const source = sourceOf(path);
    return source === undefined ? [] : [{ path, value, at: { file: source.file, line: source.line, column: source.column } }];
  });
}

function* leavesOf(value: unknown, path: Path): Iterable<Pick<OverlayLeaf, 'path' | 'value'>> {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') yield { path, value };
  if (typeof value !== 'object' || value === null || path.length > DEEPEST) return;
  for (const [key, inner] of Object.entries(value)) yield* leavesOf(inner, [...path, Array.isArray(value) ? Number(key) : key]);
}

/** Values with another one at the path of a leaf; undefined where the way there leads through more than maps and lists. */
function withOther(values: unknown, path: Path, other: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return other;
  if (Array.isArray(values)) return values.map((item: unknown, index) => (index === step ? withOther(item, rest, other) : item));
  if (typeof values !== 'object' || values === null || Object.getPrototypeOf(values) !== Object.prototype || !Object.hasOwn(values, step)) return values;
  return Object.fromEntries(Object.entries(values).map(([key, inner]) => [key, key === step ? withOther(inner, rest, other) : inner]));
}

/**
 * Values with another one for a leaf, also where a schema has copied it to: the places beside it that nobody wrote,
 * under the same key and with the same value.
 */
export function withOtherLeaf({ values, sourceOf }: Pick<OverlayPair, 'values' | 'sourceOf'>, leaf: OverlayLeaf, other: OverlayLeaf['value'] | undefined): unknown {
  const from = leaf.path.findLastIndex((step) => typeof step === 'string');
  const [beside, own] = [leaf.path.slice(0, from), leaf.path.slice(from)];
  const around = beside.reduce<unknown>((value, step) => (typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? (value as Record<string | number, unknown>)[step] : undefined), values);
  const copies = [...leavesOf(around, beside)].filter(({ path, value }) => value === leaf.value && path.length > leaf.path.length && own.every((step, index) => path[path.length - own.length + index] === step) && sourceOf(path) === undefined);
  return [leaf, ...copies].reduce((changed, { path }) => withOther(changed, path, other), values);
}

/**
 * Other values of which a build mostly takes one, the likeliest first: another one of a closed set, a number more, the
 * other of two, a text with another number or letter at its end, else at its beginning, as for a host that must lie in
 * a domain. At last none at all, for a name that stands for something else of the overlay.
 */
export function otherValues({ path, value }: OverlayLeaf, schema: z.ZodType, values: unknown): readonly (OverlayLeaf['value'] | undefined)[] {
  const choice = choicesAt(schema, path, values).find((one) => one !== value);
  if (choice !== undefined) return [choice];
  if (typeof value === 'number') return [value + 1, undefined];
  if (typeof value === 'boolean') return [!value, undefined];
  const digits = /^(.*?)(\d{1,9})(\D*)$/s.exec(value);
  const numbered = digits === null || /^sha256:|@sha256:/.test(value) ? undefined : `${digits[1]!}${Number(digits[2]) + 1}${digits[3]!}`;
  const atEnd = numbered ?? (/[a-z]$/i.test(value) ? `${value.slice(0, -1)}${value.endsWith('x') ? 'y' : 'x'}` : `${value}x`);
  return /^[a-z]/i.test(value) ? [atEnd, `${value.startsWith('x') ? 'y' : 'x'}${value.slice(1)}`, undefined] : [atEnd, undefined];
}

/** The texts of a closed set; none where the place has another schema. */
function choicesAt(schema: z.ZodType, path: Path, values: unknown): string[] {
  const found = schemaAt(schema, path, values);
  if (found === undefined) return [];
  const { def } = (found as z.core.$ZodTypes)._zod;
  return def.type === 'enum' ? Object.values(def.entries).filter((entry) => typeof entry === 'string') : [];
}
