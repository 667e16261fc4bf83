import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type Problem, UserError } from '../../kernel/problem.ts';
import { readInputs } from '../validate/read-inputs.ts';
import { collectPairs, isPairFile, type TreeFile } from './collect-pairs.ts';
import { isWanted, type PairManifests, type WantedPairs } from './pair-manifests.ts';

/**
 * The pairs in a folder that is laid out as `dist` is.
 *
 * @throws UserError where a file of it can't be read
 */
export function pairsInFolder(folder: string, shown: string, wanted: WantedPairs): PairManifests[] {
  const files: TreeFile[] = [];
  const problems: Problem[] = [];
  for (const { file, bytes, problem } of readInputs([{ path: folder, shown }], ([environment, system]) => system !== undefined && isWanted(wanted, environment!, system))) {
    const path = relative(shown, file).split(sep).join('/');
    if (!isPairFile(path, wanted)) continue;
    if (problem !== undefined) problems.push(problem);
    else files.push({ path, shown: file, bytes: bytes ?? readFileSync(join(folder, path)) });
  }
  if (problems.length > 0) throw new UserError(problems);
  return collectPairs(files);
}
