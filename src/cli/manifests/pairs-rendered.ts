import { type RenderedPair } from '../../render/render-pair.ts';
import { type PairManifests } from './pair-manifests.ts';

/** Pairs as they were just rendered; files are shown as they would lie in a folder. */
export function pairsRendered(pairs: readonly RenderedPair[], folder: string): PairManifests[] {
  return pairs.map(({ environment, system, files }) => ({ environment, system, objects: files.map(({ name, manifest }) => ({ manifest, file: `${folder}/${environment}/${system}/${name}` })) }));
}
