import { type Change } from '../../diff/diff.ts';
import { embeddedValue } from '../../diff/embedded-text.ts';
import { openGit } from '../../delivery/git/git.ts';
import { identityKey, identityOf, type Manifest } from '../../kernel/manifest.ts';
import { UserError } from '../../kernel/problem.ts';
import { type LoadedOverlays, type OverlayPair } from '../../overlays/load.ts';
import { type ObjectOrigin, originKey, type PairDiff, type WrittenAt } from '../../reports/diff-report.ts';
import { renderPair } from '../../render/render-pair.ts';
import { type SystemDefinition } from '../../render/system-definition.ts';
import { type ChangedLines, changedLines, NO_LINES } from './changed-lines.ts';
import { MadeAt } from './made-at.ts';
import { otherValues, type OverlayLeaf, overlayLeaves, withOtherLeaf } from './overlay-leaf.ts';
import { valueAtSteps } from './path-of-steps.ts';

/** What the second side of the pairs was rendered from. */
export interface BlameOptions {
  readonly root: string;
  readonly systems: readonly SystemDefinition[];
  readonly overlays: Pick<LoadedOverlays, 'pairs'>;
  /** The commit that the first side is of, where it is one. */
  readonly commit?: string | undefined;
}

/** Renders that are made to find lines, in all and for one pair: the rest goes without. */
const MOST_RENDERS = 240;
const MOST_OF_PAIR = 12;

/**
 * The pairs with the lines that set what differs. An image and a version have theirs in the release file. For any other
 * field the lines that may have set it are tried: the one counts with whose value changed the field renders otherwise.
 * Objects besides have the line of the system's code that makes them.
 */
export async function withBlame(pairs: readonly PairDiff[], { root, systems, overlays, commit }: BlameOptions): Promise<readonly PairDiff[]> {
  const differing = pairs.filter(({ status }) => status === 'changed');
  if (differing.length === 0) return pairs;
  const lines = commit === undefined ? NO_LINES : await changedLines(openGit({ folder: root }), commit);
  const loaded = new Map(overlays.pairs.map((pair) => [JSON.stringify([pair.environment, pair.system]), pair]));
  const definitions = new Map(systems.map((definition) => [definition.name, definition]));
  const made = new MadeAt(root);
  const budget = { renders: MOST_RENDERS };
  return pairs.map((pair): PairDiff => {
    const overlay = loaded.get(JSON.stringify([pair.environment, pair.system]));
    const definition = definitions.get(pair.system);
    if (pair.status !== 'changed' || overlay === undefined || definition === undefined) return pair;
    return { ...pair, origins: originsOf(pair, { overlay, definition, lines, budget, made }) };
  });
}

interface PairBlame {
  readonly overlay: OverlayPair;
  readonly definition: SystemDefinition;
  readonly lines: ChangedLines;
  readonly budget: { renders: number };
  readonly made: MadeAt;
}

/** A field that differs, with what it is now. */
interface Field {
  readonly object: string;
  readonly change: Change;
  readonly value: unknown;
}

function originsOf({ diff, origins, system }: PairDiff, blame: PairBlame): Map<string, ObjectOrigin> {
  const found = new Map<string, Map<string, WrittenAt>>();
  const open: Field[] = [];
  for (const object of diff.objects) {
    const key = originKey(object);
    const after = origins.get(key)?.after;
    const fields = new Map<string, WrittenAt>();
    found.set(key, fields);
    for (const change of object.changes) {
      const released = releasedAt(change, blame.overlay);
      if (released !== undefined) fields.set(change.path, released);
      else if (after !== undefined) open.push({ object: key, change, value: valueAtSteps(after, change.steps) });
    }
  }
  for (const [field, at] of writtenAt(open, blame)) found.get(field.object)!.set(field.change.path, at);
  return new Map(
    [...origins].map(([key, origin]) => {
      const at = blame.made.of(system, origin.after ?? origin.before);
      return [key, { ...origin, fields: found.get(key) ?? new Map(), ...(at === undefined ? {} : { made: at }) }];
    }),
  );
}

/** An image and a version come from the release file. */
function releasedAt({ after }: Change, { release, releaseSourceOf, preview }: OverlayPair): WrittenAt | undefined {
  if (typeof after !== 'string' || preview !== undefined) return undefined;
  const image = Object.entries(release.images).find(([, { digest }]) => after.endsWith(`@${digest}`));
  if (image !== undefined) return placeOf(releaseSourceOf(['images', image[0], 'digest']));
  return after === release.version ? placeOf(releaseSourceOf(['version'])) : undefined;
}

function placeOf({ file, line, column }: WrittenAt): WrittenAt {
  return { file, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
}

/** The line of each field for which one is found. */
function writtenAt(fields: readonly Field[], blame: PairBlame): Map<Field, WrittenAt> {
  const { overlay, lines, budget } = blame;
  const leaves = overlayLeaves(overlay);
  const scored = leaves
    .map((leaf) => ({ leaf, score: Math.max(0, ...fields.map(({ change }) => likeness(leaf, change))) + (lines.has(leaf.at.file, leaf.at.line ?? 0) ? CHANGED : 0) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const causes = new Map<Field, { leaf: OverlayLeaf; score: number; breadth: number }>();
  for (const { leaf } of scored.slice(0, Math.min(MOST_OF_PAIR, budget.renders))) {
    const affected = affectedBy(leaf, fields, blame);
    for (const field of affected) {
      const score = likeness(leaf, field.change) + (lines.has(leaf.at.file, leaf.at.line ?? 0) ? CHANGED : 0);
      const known = causes.get(field);
      if (known === undefined || score > known.score || (score === known.score && affected.length < known.breadth)) causes.set(field, { leaf, score, breadth: affected.length });
    }
  }
  return new Map([...causes].map(([field, { leaf }]) => [field, leaf.at]));
}

const CHANGED = 100;

/** How much a value of an overlay looks like what a field became: the same, a part of it, or of the same name. */
function likeness({ path, value }: OverlayLeaf, { after, steps }: Change): number {
  const text = String(value);
  const told = typeof after === 'string' || typeof after === 'number' || typeof after === 'boolean' ? String(after) : after === undefined ? '' : JSON.stringify(after);
  const key = String(path.at(-1)).toLowerCase();
  const last = steps.findLast((step) => typeof step === 'string' && step !== 'value');
  const isNamed = typeof last === 'string' && (last.toLowerCase().startsWith(key) || key.startsWith(last.toLowerCase()));
  const same = told === text ? 10 : text.length >= 3 && told.includes(text) ? 5 : 0;
  return same + (isNamed ? 3 : 0);
}

/** The fields that render otherwise when the value is another one; none where nothing can be rendered with any. */
function affectedBy(leaf: OverlayLeaf, fields: readonly Field[], { overlay, definition, budget }: PairBlame): Field[] {
  for (const other of otherValues(leaf, definition.overlay, overlay.values)) {
    if (budget.renders-- <= 0) return [];
    const rendered = renderOther(definition, { ...overlay, values: withOtherLeaf(overlay, leaf, other) });
    if (rendered !== undefined) return fields.filter((field) => isOtherwise(field, rendered));
  }
  return [];
}

function isOtherwise({ object, change, value }: Field, rendered: ReadonlyMap<string, Manifest>): boolean {
  const manifest = rendered.get(object);
  if (manifest === undefined) return true;
  const other = valueAtSteps(manifest, change.steps);
  // A text that holds JSON or YAML changes with anything in it: what counts is what differs inside.
  const inside = change.embedded ?? [];
  const [left, right] = [value, other].map((text) => (inside.length > 0 && typeof text === 'string' ? embeddedValue(text) : undefined));
  if (left === undefined || right === undefined) return JSON.stringify(other) !== JSON.stringify(value);
  return inside.some(({ steps }) => JSON.stringify(valueAtSteps(left, steps)) !== JSON.stringify(valueAtSteps(right, steps)));
}

/** What a pair renders to with other values, by the key of each object; undefined where they are not possible. */
export function renderOther(definition: SystemDefinition, pair: OverlayPair): Map<string, Manifest> | undefined {
  try {
    return new Map(renderPair(definition, pair).files.map(({ manifest }) => [identityKey(identityOf(manifest)), manifest]));
  } catch (error) {
    if (error instanceof UserError || error instanceof Error) return undefined; // a value that only tries something may be impossible in any way
    throw error;
  }
}
