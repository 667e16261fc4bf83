import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Manifest } from '../src/kernel/manifest.ts';
import { readManifests } from '../src/kernel/yaml-reader.ts';
import { prove } from '../src/plan/proof.ts';
import { ReleaseSet } from '../src/plan/release-set.ts';
import { type Bound, boundOf } from './bounds.ts';
import { median } from './measure.ts';

/** What proving a new release of a pair costs, within one process. */
export interface PlanResult {
  readonly pairs: readonly { readonly name: string; readonly objects: number; readonly stories: number; readonly first: number; readonly cpu: number }[];
}

/** Milliseconds of one core that the proof of one system and change may take. */
const ONE = 200;
/** Seconds of one core that a thousand systems may take. */
const THOUSAND = 60;

/**
 * Measures the proof of a release with new digests for each pair that `dist` holds: the first time, before anything
 * is warm, and the median of some more.
 *
 * @param root slipway's own folder
 */
export function measurePlan(root: string, runs: number): PlanResult {
  const dist = join(root, 'dist');
  const names = readdirSync(dist).filter((name) => name !== 'argocd').sort().flatMap((environment) => readdirSync(join(dist, environment)).sort().map((system) => join(environment, system)));
  return { pairs: names.map((name) => measured(name, join(dist, name), runs)) };
}

function measured(name: string, folder: string, runs: number): PlanResult['pairs'][number] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml')).sort().map((file) => readFileSync(join(folder, file), 'utf8'));
  const times: number[] = [];
  let [objects, stories] = [0, 0];
  for (let run = 0; run <= runs; run += 1) {
    // Read anew each time: nothing that was worked out of an object is known any more.
    const [before, after] = [read(files), read(files.map((text) => text.replaceAll(/sha256:[0-9a-f]{4}/g, 'sha256:dead')))];
    // What others do on the machine at the time does not count.
    const start = process.cpuUsage();
    const { stories: told, counterexamples } = prove(...releases(before, after));
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1e3);
    if (counterexamples.length > 0) throw new Error(`${name}: ${counterexamples[0]!.story.join(' → ')}`);
    [objects, stories] = [after.length, told];
  }
  return { name, objects, stories, first: times[0]!, cpu: median(times.slice(1)) };
}

function read(texts: readonly string[]): Manifest[] {
  return texts.flatMap((text) => readManifests(text, '').manifests.map(({ value }) => value));
}

function releases(before: readonly Manifest[], after: readonly Manifest[]): Parameters<typeof prove> {
  const namespace = after.map(({ metadata }) => metadata.namespace).find((found) => found !== undefined) ?? 'default';
  return [new ReleaseSet(before, namespace), new ReleaseSet(after, namespace), { namespace }];
}

/** What was measured, as Markdown. */
export function planTable({ pairs }: PlanResult): string {
  const rows = pairs.map(({ name, objects, stories, first, cpu }) => [name, objects, stories, first.toFixed(0), cpu.toFixed(0)]);
  return [['proof of a release', 'objects', 'stories', 'first, CPU ms', 'median, CPU ms'], ['---', '--:', '--:', '--:', '--:'], ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/** The promises about proofs. */
export function planBounds({ pairs }: PlanResult): Bound[] {
  const slowest = Math.max(...pairs.map(({ cpu }) => cpu));
  const mean = pairs.reduce((sum, { cpu }) => sum + cpu, 0) / pairs.length;
  return [boundOf('the proof of the largest system, CPU ms', ONE, slowest), boundOf('proofs of 1,000 systems one after the other, CPU s', THOUSAND, mean)];
}
