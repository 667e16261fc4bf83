import { UserError } from '../../kernel/problem.ts';
import { readDocuments } from '../validate/read-documents.ts';
import { inPairOrder, isWanted, type PairManifests, type SourcedObject, type WantedPairs } from './pair-manifests.ts';

/** A file of a tree that is laid out as `dist` is: `<environment>/<system>/<object>.yaml`. */
export interface TreeFile {
  /** Relative to the tree, with forward slashes. */
  readonly path: string;
  /** As it is shown. */
  readonly shown: string;
  readonly bytes: Uint8Array;
}

/** Whether a path of such a tree holds an object of a wanted pair: Argo CD's own objects belong to no pair. */
export function isPairFile(path: string, wanted: WantedPairs): boolean {
  const [environment = '', system = '', name = '', ...deeper] = path.split('/');
  return deeper.length === 0 && environment !== 'argocd' && name.endsWith('.yaml') && isWanted(wanted, environment, system);
}

/**
 * The pairs that the files of a tree hold.
 *
 * @throws UserError with what cannot be read in any of them
 */
export function collectPairs(files: readonly TreeFile[]): PairManifests[] {
  const pairs = new Map<string, { environment: string; system: string; objects: SourcedObject[] }>();
  const problems = [];
  for (const { path, shown, bytes } of files) {
    const [environment = '', system = ''] = path.split('/');
    const key = `${environment}/${system}`;
    const pair = pairs.get(key) ?? { environment, system, objects: [] };
    pairs.set(key, pair);
    const read = readDocuments(bytes, shown);
    problems.push(...read.problems);
    for (const { manifest, positions } of read.objects) pair.objects.push({ manifest, file: shown, positions });
  }
  if (problems.length > 0) throw new UserError(problems);
  return inPairOrder([...pairs.values()]);
}
