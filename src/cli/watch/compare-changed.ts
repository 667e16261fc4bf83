import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DiffReport } from '../../reports/diff-report.ts';
import { type WrittenFolder, type WrittenSynth } from '../../reports/watch-text.ts';
import { compareSides, type CompareOptions } from '../diff/compare-sides.ts';
import { type Replaced } from '../dist/replaced.ts';
import { type PairManifests, type SourcedObject } from '../manifests/pair-manifests.ts';
import { readEnvironments } from '../validate/environment-facts.ts';
import { NEWEST_MINOR } from '../validate/kubernetes-minor.ts';
import { readDocuments } from '../validate/read-documents.ts';

/** Most pairs that are compared: more are alike, and nobody reads them while waiting. */
const MOST_PAIRS = 50;

/** What a comparison needs besides. */
export interface CompareChangedOptions extends Pick<CompareOptions, 'schemas' | 'isPlaced'> {
  /** The project, whose `dist` was written. */
  readonly root: string;
  /** What was in the place of what was written. */
  readonly replaced: Replaced;
}

type ChangedPair = WrittenSynth['pairs'][number];

/**
 * What a render that wrote into `dist` does to the clusters, as `slipway diff` tells it: the pairs whose files
 * changed, as they were before and as they are. Of very many pairs, some from all over.
 *
 * @throws UserError where the environments cannot be read any more
 */
export function compareChanged({ pairs }: WrittenSynth, { root, replaced, ...options }: CompareChangedOptions): DiffReport {
  const changed = pairs.filter(({ changes }) => changes.length > 0);
  const told = changed.length <= MOST_PAIRS ? changed : Array.from({ length: MOST_PAIRS }, (_, index) => changed[Math.floor((index * changed.length) / MOST_PAIRS)]!);
  const notes = new Set<string>(told.length < changed.length ? [`${told.length} of the ${changed.length} pairs that changed are told of here; slipway diff compares all`] : []);
  const environments = readEnvironments(root);
  const sides = told.map((pair) => sidesOf(pair, join(root, 'dist'), replaced, notes));
  const compared = compareSides(sides.map(({ before }) => before), sides.map(({ after }) => after), { ...options, kubernetesOf: (name) => environments.get(name)?.target.kubernetes ?? NEWEST_MINOR });
  return { before: 'dist as it was', after: 'dist as it is', mode: 'change', pairs: compared, notes: [...notes] };
}

function sidesOf({ environment, system, changes }: ChangedPair, dist: string, replaced: Replaced, notes: Set<string>): { readonly before: PairManifests; readonly after: PairManifests } {
  const folder = `${environment}/${system}`;
  const read = (name: string, bytes: Buffer): SourcedObject[] => {
    const file = `dist/${folder}/${name}`;
    const { objects, problems } = readDocuments(bytes, file);
    if (problems.length > 0) notes.add(`${file} held something else before, which cannot be compared`);
    return objects.map(({ manifest, positions }) => ({ manifest, positions, file }));
  };
  const before: SourcedObject[] = [];
  const after: SourcedObject[] = [];
  const reasons = new Map(changes.map(({ file, reason }) => [file, reason]));
  for (const name of namesIn(join(dist, folder))) {
    const objects = read(name, readFileSync(join(dist, folder, name)));
    after.push(...objects);
    // What is the same on both sides is read once.
    if (!reasons.has(name)) before.push(...objects);
  }
  for (const name of formerNames(changes)) {
    const bytes = replaced.read(`${folder}/${name}`);
    if (bytes === undefined) notes.add(`dist/${folder}/${name}: what it was before is not known`);
    else before.push(...read(name, bytes));
  }
  return { before: { environment, system, objects: before }, after: { environment, system, objects: after } };
}

function formerNames(changes: WrittenFolder['changes']): string[] {
  return changes.flatMap(({ file, reason }) => (reason === 'missing' ? [] : [file]));
}

function namesIn(path: string): string[] {
  try {
    return readdirSync(path).filter((name) => name.endsWith('.yaml')).sort();
  } catch {
    return [];
  }
}
