import { resolve } from 'node:path';
import { UserError } from '../../kernel/problem.ts';
import { type PairManifests, type SourcedObject, inPairOrder } from '../manifests/pair-manifests.ts';
import { type ReadObject, readDocuments } from '../validate/read-documents.ts';
import { type Input, readInputs } from '../validate/read-inputs.ts';
import { type Side } from './side.ts';

/**
 * Two folders, files or standard input of anybody's manifests: by pair where both are laid out as `dist` is, else each as
 * one set. A file that is the same on both sides is read once.
 *
 * @throws UserError with what cannot be read in either, and where neither holds an object
 */
export function operandSides(words: readonly [string, string]): { readonly before: Side; readonly after: Side } {
  if (words.every((word) => word === '-')) throw new UserError({ message: 'both sides are standard input, which can be read once', fix: 'slipway diff dist -' });
  const known = new Map<string, KnownFile>();
  const [left, right] = words.map((word) => readSide(word, known)) as [SideFiles, SideFiles];
  const isByPair = [left, right].every(({ files }) => files.every(({ pair }) => pair !== undefined)) && left.files.length + right.files.length > 0;
  if (left.files.length + right.files.length === 0) throw new UserError({ message: `neither ${words.join(' nor ')} holds a Kubernetes object`, fix: 'name two folders or files of manifests, or - for standard input' });
  const sideOf = ({ shown, files }: SideFiles): Side => ({ shown, pairs: isByPair ? byPair(files) : [{ environment: '', system: '', objects: files.flatMap(({ objects }) => objects) }] });
  return { before: sideOf(left), after: sideOf(right) };
}

interface KnownFile {
  readonly bytes: Buffer;
  readonly objects: readonly ReadObject[];
}

interface SideFiles {
  readonly shown: string;
  readonly files: readonly { readonly pair: readonly [environment: string, system: string] | undefined; readonly objects: readonly SourcedObject[] }[];
}

function readSide(word: string, known: Map<string, KnownFile>): SideFiles {
  const problems = [];
  const files: SideFiles['files'][number][] = [];
  for (const input of readInputs([{ path: word, shown: word }])) {
    const below = belowOf(input, word);
    if (below[0] === 'argocd' && below.length > 1) continue;
    if (input.bytes === undefined) {
      if (input.problem !== undefined) problems.push(input.problem);
      continue;
    }
    const read = readOnce(input.bytes, input.file, below.join('/'), known);
    if (/\.json$/i.test(input.file) && read.objects.length === 0 && !input.isNamed) continue;
    problems.push(...read.problems);
    if (read.objects.length === 0) continue;
    const [environment = '', system = ''] = below;
    files.push({ pair: below.length === 3 ? [environment, system] : undefined, objects: read.objects.map(({ manifest, positions }) => ({ manifest, positions, file: input.file })) });
  }
  if (problems.length > 0) throw new UserError(problems);
  return { shown: word === '-' ? 'standard input' : word, files };
}

/** The steps from the folder that was named to the file; of a file that was named itself, its name. */
function belowOf({ file, isNamed }: Input, word: string): string[] {
  if (isNamed) return [file];
  const path = resolve(file).slice(resolve(word).length + 1);
  return path.split('/');
}

function readOnce(bytes: Buffer, file: string, below: string, known: Map<string, KnownFile>): Pick<ReturnType<typeof readDocuments>, 'objects' | 'problems'> {
  const before = known.get(below);
  if (before?.bytes.equals(bytes) === true) return { objects: before.objects, problems: [] };
  const { objects, problems } = readDocuments(bytes, file);
  if (problems.length === 0) known.set(below, { bytes, objects });
  return { objects, problems };
}

function byPair(files: SideFiles['files']): PairManifests[] {
  const pairs = new Map<string, { environment: string; system: string; objects: SourcedObject[] }>();
  for (const { pair, objects } of files) {
    const [environment, system] = pair!;
    const id = `${environment}/${system}`;
    const known = pairs.get(id) ?? { environment, system, objects: [] };
    pairs.set(id, known);
    known.objects.push(...objects);
  }
  return inPairOrder([...pairs.values()]);
}
