import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadOverlays } from '../src/overlays/load.ts';
import { installSlipway } from './install.ts';
import { type Contender, peakMemory, runTimed } from './measure.ts';
import { NAME } from './names.ts';
import { differences, objectsIn } from './objects.ts';
import { cdk8sSynth, helm, kustomize, type Peer, plainPeers } from './peers.ts';
import { type ParsedPair } from './plain.ts';
import { writeProject } from './project.ts';
import { shops } from './shop.ts';

/** The one size at which cdk8s-cli runs: what it adds to its app counts there. */
const CLI = 1;

/** Everything that is measured at one size, ready to run. */
export interface Contenders {
  readonly contenders: readonly Contender[];
  /** How many objects each of them makes. */
  readonly objects: number;
  /** Most memory that programs of node hold at once, in MiB; slipway renders everything anew. */
  readonly peaks: Readonly<Record<string, number>>;
}

/** What is measured, and how. */
export interface Choice {
  readonly size: number;
  /** Most systems that those run with whose cost grows quadratically. */
  readonly quadratic: number;
  /** Contenders to leave out. */
  readonly without: readonly string[];
}

/**
 * Makes the project of a size and all that runs on it, and proves that slipway and its peers make the same objects
 * of it.
 *
 * What a run wrote is kept, and the next one writes elsewhere, because deleting files makes creating others slower
 * (see file-cost.ts).
 *
 * @param root slipway's own folder
 * @param folder an empty folder to work in
 */
export function contendersFor(root: string, folder: string, { size, quadratic, without }: Choice): Contenders {
  const project = join(folder, 'project');
  writeProject(root, project, size);
  const installed = installSlipway(root, project);
  const pairs = join(folder, 'pairs.json');
  writeFileSync(pairs, JSON.stringify(parsedPairs(project, size)));

  const [dist, before, entry] = [join(project, 'dist'), join(folder, 'before'), join(installed, 'bin', 'slipway')];
  const slipway = (...argv: string[]) => runTimed(process.execPath, [entry, ...argv], { cwd: project });
  let kept = 0;
  const anew = () => {
    if (existsSync(dist)) renameSync(dist, join(folder, `dist-${(kept += 1)}`));
    rmSync(join(project, '.slipway', 'cache'), { recursive: true, force: true });
    return slipway('synth');
  };
  const oneChanged = () => {
    changeOne(project);
    return slipway('synth');
  };
  const diff = { args: [entry, 'diff', before, dist], options: { cwd: project, status: 1 } };
  const taking = <T extends Contender>(contenders: readonly T[]): T[] => contenders.filter(({ name }) => !without.includes(name));

  // The first run makes the bundle, the second the code cache that later ones use.
  anew();
  anew();
  const objects = objectsIn(dist);
  const small = size <= quadratic;
  const peers = taking<Peer>([
    ...plainPeers(root, folder, pairs, small),
    ...(size === CLI ? [cdk8sSynth(root, folder, pairs)] : []),
    ...(small ? kustomize(folder, dist) : []),
    ...helm(folder, dist),
  ]);
  for (const { name, made } of peers) {
    const found = differences(objects, made());
    if (found.length > 0) throw new Error(`slipway and ${name} make different objects of the same ${size} systems:\n${found.slice(0, 3).join('\n')}`);
  }

  // What this run renders is what the others are compared with; from here on, one value differs from it.
  const peak = peakMemory(folder, [entry, 'synth', '--no-cache', '--outdir', before], { cwd: project });
  oneChanged();
  const ours = taking([
    { name: NAME.slipway, run: anew },
    { name: NAME.again, run: () => slipway('synth') },
    { name: NAME.one, run: oneChanged },
    { name: NAME.validate, run: () => slipway('validate') },
    { name: NAME.diff, run: () => runTimed(process.execPath, diff.args, diff.options) },
  ]);
  const peaks: Record<string, number> = { [NAME.slipway]: peak };
  if (!without.includes(NAME.validate)) peaks[NAME.validate] = peakMemory(folder, [entry, 'validate'], { cwd: project });
  if (!without.includes(NAME.diff)) peaks[NAME.diff] = peakMemory(folder, diff.args, diff.options);
  for (const { name, args } of peers) if (args !== undefined) peaks[name] = peakMemory(folder, args);
  for (const { run } of ours) run();
  return { contenders: [...ours, ...peers, ...taking([{ name: NAME.node, run: emptyNode(folder) }])], objects: objects.size, peaks };
}

function emptyNode(folder: string): Contender['run'] {
  const empty = join(folder, 'empty.cjs');
  writeFileSync(empty, '');
  return () => runTimed(process.execPath, [empty]);
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

/** The overlays of a project, read and parsed, as plain data. */
export function parsedPairs(project: string, size: number): ParsedPair[] {
  const { pairs } = loadOverlays({ root: project, systems: shops(size) });
  return pairs.map(({ system, environment, target, values, release }) => ({ system, environment, input: { overlay: values, target, release } }));
}
