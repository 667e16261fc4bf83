import { buildSync } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadOverlays } from '../src/overlays/load.ts';
import { type Contender, peakMemory, runTimed, sum } from './measure.ts';
import { NAME } from './names.ts';
import { differences, objectsIn } from './objects.ts';
import { type ParsedPair } from './plain.ts';
import { ENVIRONMENTS, writeProject } from './project.ts';
import { shops } from './shop.ts';

/** Most systems of which plain cdk8s makes a file for each chart, and kubectl kustomize one stream. */
const MOST_CHARTS = 100;

/** Everything that is measured at one size, ready to run. */
export interface Contenders {
  readonly contenders: readonly Contender[];
  /** How many objects each of them makes. */
  readonly objects: number;
  /** Most memory that slipway holds at once when it renders everything anew, in MiB. */
  readonly peak: number;
}

/**
 * Makes the project of a size and all that runs on it, and proves that slipway and plain cdk8s, in both its modes,
 * make the same objects of it.
 *
 * What a run wrote is kept, and the next one writes elsewhere, because deleting files makes creating others slower
 * (see file-cost.ts).
 *
 * @param root slipway's own folder
 * @param folder an empty folder to work in
 */
export function contendersFor(root: string, folder: string, size: number): Contenders {
  const project = join(folder, 'project');
  writeProject(root, project, size);
  const plain = compilePlain(root, folder);
  const pairs = join(folder, 'pairs.json');
  writeFileSync(pairs, JSON.stringify(parsedPairs(project, size)));
  const empty = join(folder, 'empty.cjs');
  writeFileSync(empty, '');

  const dist = join(project, 'dist');
  const slipway = [join(root, 'bin', 'slipway'), 'synth'];
  const kept = new Map<string, number>();
  const elsewhere = (name: string): string => {
    kept.set(name, (kept.get(name) ?? 0) + 1);
    return join(folder, `${name}-${kept.get(name)}`);
  };
  const runPlain = (mode: 'chart' | 'folder') => runTimed(process.execPath, [plain, pairs, elsewhere(mode), mode]);
  const contenders: Contender[] = [
    {
      name: NAME.slipway,
      run: () => {
        if (existsSync(dist)) renameSync(dist, elsewhere('dist'));
        rmSync(join(project, '.slipway', 'cache'), { recursive: true, force: true });
        return runTimed(process.execPath, slipway, { cwd: project });
      },
    },
    { name: NAME.again, run: () => runTimed(process.execPath, slipway, { cwd: project }) },
    {
      name: NAME.one,
      run: () => {
        changeOne(project);
        return runTimed(process.execPath, slipway, { cwd: project });
      },
    },
    // A chart a file is quadratic: beyond this it would take the benchmark an hour to say so.
    ...(size > MOST_CHARTS ? [] : [{ name: NAME.chart, run: () => runPlain('chart') }]),
    { name: NAME.folder, run: () => runPlain('folder') },
    { name: NAME.node, run: () => runTimed(process.execPath, [empty]) },
  ];

  // The first run makes the bundle, the second the code cache that later ones use.
  const before = readFileSync(join(project, CHANGED), 'utf8');
  for (const { run } of [contenders[0]!, ...contenders]) run();
  // What is compared is what plain cdk8s was given.
  writeFileSync(join(project, CHANGED), before);
  runTimed(process.execPath, slipway, { cwd: project });
  const objects = objectsIn(dist);
  for (const mode of size > MOST_CHARTS ? (['folder'] as const) : (['chart', 'folder'] as const)) {
    const found = differences(objects, objectsIn(join(folder, `${mode}-1`)));
    if (found.length > 0) throw new Error(`slipway and plain cdk8s make different objects of the same ${size} systems:\n${found.slice(0, 3).join('\n')}`);
  }
  const peak = peakMemory(folder, [...slipway, '--no-cache', '--outdir', elsewhere('peak')], project);
  return { contenders: [...contenders, ...(size > MOST_CHARTS ? [] : kustomize(folder, dist))], objects: objects.size, peak };
}

/** The overlay that changes. */
const CHANGED = join('overlays', 'shop-0001', 'staging.yaml');

/** Saves another value in one overlay: one manifest of one pair changes by it. */
function changeOne(project: string): void {
  const file = join(project, CHANGED);
  const text = readFileSync(file, 'utf8');
  const size = Number(/pageSize: (\d+)/.exec(text)![1]);
  writeFileSync(file, text.replace(/pageSize: \d+/, `pageSize: ${100 + ((size + 1) % 300)}`));
}

/** Our sources as JavaScript, the libraries left to be loaded from node_modules, as cdk8s's users run their apps. */
function compilePlain(root: string, folder: string): string {
  const entry = { contents: "import { main } from './plain.ts'; main(process.argv.slice(2));", resolveDir: join(root, 'bench') };
  const outfile = join(folder, 'plain.cjs');
  buildSync({ stdin: entry, outfile, bundle: true, platform: 'node', target: 'node20', packages: 'external', logLevel: 'error' });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return outfile;
}

/** The overlays of a project, read and parsed, as plain data. */
export function parsedPairs(project: string, size: number): ParsedPair[] {
  const { pairs } = loadOverlays({ root: project, systems: shops(size) });
  return pairs.map(({ system, environment, target, values, release }) => ({ system, environment, input: { overlay: values, target, release } }));
}

/** One process an environment, each with a kustomization that lists the files that slipway rendered. */
function kustomize(folder: string, dist: string): Contender[] {
  if (!installed('kubectl')) return [];
  const places = ENVIRONMENTS.map((environment) => {
    const place = join(folder, 'kustomize', environment);
    cpSync(join(dist, environment), place, { recursive: true });
    const resources = readdirSync(place, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml')).sort();
    writeFileSync(join(place, 'kustomization.yaml'), JSON.stringify({ apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources }));
    return place;
  });
  return [{ name: NAME.kustomize, run: () => sum(places.map((place) => runTimed('kubectl', ['kustomize', place]))) }];
}

function installed(program: string): boolean {
  try {
    execFileSync(program, ['version', '--client'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
