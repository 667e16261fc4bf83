import { type Change, type Diff, higherRisk, type ObjectDiff, type Risk } from '../../diff/diff.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { UserError } from '../../kernel/problem.ts';
import { loadOverlays, type OverlayPair } from '../../overlays/load.ts';
import { type DiffReport, type ExpectedDifferences, originKey, type PairDiff, placeText } from '../../reports/diff-report.ts';
import { type SystemDefinition } from '../../render/system-definition.ts';
import { type PairManifests } from '../manifests/pair-manifests.ts';
import { comparePair, type CompareOptions } from './compare-sides.ts';
import { overlayLeaves } from './overlay-leaf.ts';
import { valueAtSteps } from './path-of-steps.ts';
import { renderOther } from './with-blame.ts';

/** What two environments are compared in. */
export interface EnvironmentsOptions {
  readonly root: string;
  readonly systems: readonly SystemDefinition[];
  /** Only these systems; all that both environments have, where none is named. */
  readonly wanted: readonly string[];
  readonly compareOptions: CompareOptions;
}

/**
 * Compares the systems of two environments, as they are rendered now. Names that hold the environment's own count as
 * the same. What comes from the values of the overlays, or from what `environments.yaml` says of the two, is expected:
 * it is told apart by rendering the second environment with the values of the first, a part at a time.
 *
 * @throws UserError where no system is in both
 */
export async function compareEnvironments(before: string, after: string, { root, systems, wanted, compareOptions }: EnvironmentsOptions): Promise<DiffReport> {
  const { pairs } = loadOverlays({ root, systems });
  const of = (environment: string): OverlayPair[] => pairs.filter((pair) => pair.environment === environment && (wanted.length === 0 || wanted.includes(pair.system)));
  const [left, right] = [of(before), of(after)];
  const both = right.flatMap((pair) => {
    const other = left.find(({ system }) => system === pair.system);
    return other === undefined ? [] : [{ left: other, right: pair }];
  });
  if (both.length === 0) throw new UserError({ message: `no system is both in ${before} and in ${after}`, fix: 'npx slipway diff --help' });
  const alone = [...left, ...right].filter(({ system }) => !both.some((one) => one.right.system === system)).map(({ system, environment }) => `${system} is in ${environment} alone`);
  return {
    before,
    after,
    mode: 'environments',
    pairs: both.map(({ left: one, right: other }) => compareOne(one, other, systems.find(({ name }) => name === other.system)!, compareOptions)),
    notes: alone,
  };
}

function compareOne(left: OverlayPair, right: OverlayPair, definition: SystemDefinition, options: CompareOptions): PairDiff {
  const names = (manifest: Manifest): Manifest => renamed(manifest, left, right);
  const before = rendered(definition, left, names);
  const after = rendered(definition, right, (manifest) => manifest);
  const pair = comparePair(right, before, after, options);
  const base = renderOther(definition, right) ?? new Map<string, Manifest>();
  const parts = partsOf(left, right).flatMap((part) => tried(part, definition));
  const used = new Set<string>();
  const isExpected = (object: ObjectDiff, change: Change | undefined): boolean => {
    const key = originKey(object);
    let isFound = false;
    for (const { because, rendered: other } of parts) {
      if (other === undefined || !isOther(base.get(key), other.get(key), change)) continue;
      because.forEach((line) => used.add(line));
      isFound = true;
    }
    return isFound;
  };
  const counts = { objects: 0, changes: 0 };
  const objects = pair.diff.objects.flatMap((object): ObjectDiff[] => {
    if (object.changes.length === 0) {
      if (!isExpected(object, undefined)) return [plainly(object, [])];
      counts.objects++;
      counts.changes++;
      return [];
    }
    const rest = object.changes.filter((change) => !isExpected(object, change));
    if (rest.length < object.changes.length) counts.objects++;
    counts.changes += object.changes.length - rest.length;
    return rest.length === 0 ? [] : [plainly(object, rest)];
  });
  const expected: ExpectedDifferences = { ...counts, because: [...used].sort() };
  const count = (status: ObjectDiff['status']): number => objects.filter((object) => object.status === status).length;
  const diff: Diff = {
    ...pair.diff,
    objects,
    risk: objects.reduce<Risk>((risk, object) => higherRisk(risk, object.risk), 'none'),
    counts: { compared: pair.diff.counts.compared, added: count('added'), removed: count('removed'), renamed: count('renamed'), changed: count('changed') },
  };
  return { ...pair, diff, status: objects.length === 0 ? 'same' : 'changed', expected };
}

/** Nothing is applied over the other environment, so that only what tells the two apart remains of its effects. */
function plainly(object: ObjectDiff, changes: readonly Change[]): ObjectDiff {
  const paths = new Set(changes.map(({ path }) => path));
  const impacts = object.impacts.filter(({ id, paths: of }) => STANDING.has(id) && (of === undefined || of.some((path) => paths.has(path))));
  return { ...object, changes, impacts: impacts.length === 0 ? [{ id: 'no-effect', risk: 'low', reason: 'the two environments differ', source: 'docs/diff.md' }] : impacts, risk: 'low' };
}

const STANDING: ReadonlySet<string> = new Set(['image', 'capacity', 'secret-source']);

function isOther(base: Manifest | undefined, other: Manifest | undefined, change: Change | undefined): boolean {
  if (base === undefined || other === undefined) return base !== other;
  if (change === undefined) return false;
  // An item of a list without keys has another place as soon as something comes before it.
  const place = change.steps.findIndex((step) => typeof step === 'number');
  const steps = place === -1 ? change.steps : change.steps.slice(0, place);
  return JSON.stringify(valueAtSteps(base, steps)) !== JSON.stringify(valueAtSteps(other, steps));
}

interface Part {
  /** The lines of the second environment, or of the first where the second has none, that the part is about. */
  readonly because: readonly string[];
  readonly pair: OverlayPair;
  /** What to try where it does not render with all of it. */
  readonly smaller: readonly Part[];
}

/** What the second environment renders to with a part of the first. */
function tried({ because, pair, smaller }: Part, definition: SystemDefinition): { readonly because: readonly string[]; readonly rendered: Map<string, Manifest> }[] {
  const found = renderOther(definition, pair);
  return found === undefined ? smaller.flatMap((part) => tried(part, definition)) : [{ because, rendered: found }];
}

/** The second environment with the values of the first, a key at a time; then with what `environments.yaml` says of the first; at last with all of it. */
function partsOf(left: OverlayPair, right: OverlayPair): Part[] {
  const [was, is] = [fieldsOf(left.values), fieldsOf(right.values)];
  const values = differing(was, is).map((key): Part => {
    const [one, other] = [fieldsOf(was[key]), fieldsOf(is[key])];
    const smaller = differing(one, other).map((name): Part => ({ because: linesOf([key, name], left, right), pair: { ...right, values: { ...is, [key]: { ...other, [name]: one[name] } } }, smaller: [] }));
    return { because: linesOf([key], left, right), pair: { ...right, values: { ...is, [key]: was[key] } }, smaller };
  });
  const [here, there] = [fieldsOf(left.target), fieldsOf(right.target)];
  const facts = differing(here, there).map((key): Part => ({ because: [`overlays/environments.yaml: ${key}`], pair: { ...right, target: { ...right.target, [key]: here[key] } }, smaller: [] }));
  return [...values, ...facts, { because: [], pair: { ...right, values: left.values, target: left.target }, smaller: [{ because: [], pair: { ...right, target: left.target }, smaller: [] }] }];
}

function differing(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].sort().filter((key) => JSON.stringify(one[key]) !== JSON.stringify(other[key]));
}

/** The lines below a path that the two environments do not have alike. */
function linesOf(path: readonly string[], left: OverlayPair, right: OverlayPair): string[] {
  const told = (pair: OverlayPair, other: OverlayPair): string[] => {
    const others = new Set(overlayLeaves(other).map(({ path: of, value }) => JSON.stringify([of, value])));
    return overlayLeaves(pair)
      .filter((leaf) => path.every((step, index) => leaf.path[index] === step) && !others.has(JSON.stringify([leaf.path, leaf.value])))
      .map(({ at, path: of }) => `${placeText(at)} ${of.join('.')}`);
  };
  const own = told(right, left);
  return own.length > 0 ? own : told(left, right);
}

function rendered(definition: SystemDefinition, pair: OverlayPair, names: (manifest: Manifest) => Manifest): PairManifests {
  const found = renderOther(definition, pair);
  if (found === undefined) throw new UserError({ message: `${pair.system} does not render for ${pair.environment}`, fix: 'npx slipway synth' });
  return { environment: pair.environment, system: pair.system, objects: [...found.values()].map((manifest) => ({ manifest: names(manifest), file: `dist/${pair.environment}/${pair.system}` })) };
}

/** An object with the names of its environment changed to those of the other. */
function renamed(manifest: Manifest, left: OverlayPair, right: OverlayPair): Manifest {
  const from = `${left.system}-${left.environment}`;
  const text = JSON.stringify(manifest);
  const whole = new RegExp(`(?<![A-Za-z0-9])${left.environment}(?![A-Za-z0-9])`, 'g');
  return JSON.parse(text.replaceAll(from, `${right.system}-${right.environment}`).replace(whole, right.environment)) as Manifest;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : {};
}
