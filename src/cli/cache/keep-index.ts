import { lstatSync } from 'node:fs';
import { type RenderedDist } from '../../render/render-all.ts';
import { foldersIn } from '../dist/owned-folder.ts';
import { type DistPlan } from '../dist/plan.ts';
import { type DistLook } from './dist-look.ts';
import { type KeptRender, type PairMemory, type Seen } from './pair-memory.ts';
import { type IndexedPair, type Looked, writeIndex } from './stat-index.ts';
import { rowsOf } from './stat-row.ts';

/** Writes down what a whole render read and what `dist` looks like, for the next one to compare with. */
export function keepIndex(memory: PairMemory, kept: KeptRender, rendered: RenderedDist, plan: DistPlan, look: DistLook): void {
  const positions = new Map([...memory.overlayFiles.keys()].map((path, index) => [path, index]));
  const pairs = kept.pairs.map(({ files, names, ...pair }): IndexedPair => ({ ...pair, inputs: files.map((file) => positions.get(file)!), ...look.folder(`${pair.environment}/${pair.system}`, names) }));
  const { bundle, identity, reads, facts, waivedUntil } = kept;
  writeIndex(memory.folder, {
    bundle,
    identity,
    reads,
    facts,
    waivedUntil,
    overlayFolders: lookedAt(memory.overlayFolders),
    overlayFiles: lookedAt(memory.overlayFiles),
    containers: containersOf(rendered, plan.outdir.path, look),
    pairs,
    argocd: rendered.argocd.map(({ path, files }) => ({ path, ...look.folder(path, files.map(({ name }) => name)) })),
  });
}

/** Whether the times of two folders are told by one clock. */
export function isOneFileSystem(a: string, b: string): boolean {
  try {
    return lstatSync(a).dev === lstatSync(b).dev;
  } catch {
    return false;
  }
}

/** The folders that hold those of the pairs and of Argo CD, and nothing else that could be taken for one. */
function containersOf({ pairs, argocd }: RenderedDist, outdir: string, look: DistLook): Looked {
  const inside = new Map<string, Set<string>>([['', new Set()]]);
  for (const path of [...pairs.map(({ environment, system }) => `${environment}/${system}`), ...argocd.map((folder) => folder.path)]) {
    const steps = path.split('/');
    for (const [index, step] of steps.entries()) {
      const above = steps.slice(0, index).join('/');
      if (!inside.has(above)) inside.set(above, new Set());
      inside.get(above)!.add(step);
    }
  }
  // What lies in dist/argocd where nothing is made for Argo CD is not ours.
  inside.get('')!.add('argocd');
  const stats = [...inside].map(([path, names]) => look.container(path, () => foldersIn(path === '' ? outdir : `${outdir}/${path}`).every((name) => names.has(name))));
  return { paths: [...inside.keys()], digests: [], stats: rowsOf(stats) };
}

function lookedAt(seen: ReadonlyMap<string, Seen>): Looked {
  const all = [...seen.values()];
  return { paths: [...seen.keys()], digests: all.map(({ digest }) => digest), stats: rowsOf(all.map(({ stat }) => stat)) };
}
