import { join } from 'node:path';
import { type Problem, UserError, sortProblems } from '../../kernel/problem.ts';
import { type RenderedDist } from '../../render/render-all.ts';
import { type RenderedPair } from '../../render/render-pair.ts';
import { type RenderedFolder } from '../../render/rendered-folder.ts';
import { type Outdir } from './outdir.ts';
import { foldersIn, type OnHeld, ownedEntries, planFolder, planRemovals, type PlannedRemoval, type PlannedWrite } from './owned-folder.ts';

/** What a folder is brought up to. */
export interface DistTarget {
  readonly outdir: Outdir;
  /** Whether every pair is rendered, so that folders of any other pair are removed. */
  readonly whole: boolean;
  /** Whether nothing belongs in it but Kubernetes objects. @default false */
  readonly manifestsOnly?: boolean;
  readonly onHeld?: OnHeld;
}

/** What has to happen for a folder to hold what was rendered, and nothing else. */
export interface DistPlan {
  readonly outdir: Outdir;
  readonly writes: readonly PlannedWrite[];
  readonly removals: readonly PlannedRemoval[];
  /** Folders of pairs that no longer exist. */
  readonly gonePairs: readonly { readonly environment: string; readonly system: string }[];
  /** Folders with generator inputs of environments that no longer have any. */
  readonly goneInputs: readonly string[];
}

/** Whether a folder holds just what was rendered. */
export function changesNothing({ writes, removals, gonePairs, goneInputs }: DistPlan): boolean {
  return writes.length + removals.length + gonePairs.length + goneInputs.length === 0;
}

/** What Argo CD itself needs lies here, so no environment has this name. */
const RESERVED = 'argocd';
const INPUTS = 'argocd/applications';

/**
 * Compares a folder with what was rendered, byte for byte; changes nothing.
 *
 * @throws UserError naming every foreign file, folder and link in the folders slipway owns
 */
export function planDist({ outdir, whole, manifestsOnly = false, onHeld }: DistTarget, { pairs, argocd }: RenderedDist): DistPlan {
  const plan: Draft = { outdir, writes: [], removals: [], gonePairs: [], goneInputs: [] };
  const problems: Problem[] = [];
  for (const { environment, system, files } of pairs) planFolder(outdir, { path: `${environment}/${system}`, holds: 'manifests', whole: true, files }, plan, problems, onHeld);
  const folders = argocd.filter(({ holds }) => !manifestsOnly || holds === 'manifests');
  // Outside the project, AppProjects of others may lie beside ours.
  for (const folder of folders) planFolder(outdir, { ...folder, whole: folder.whole && outdir.removesGonePairs }, plan, problems, onHeld);
  if (whole && outdir.removesGonePairs) {
    planGonePairs(outdir, pairs, plan, problems);
    // Without a GitOps repository nothing is made for Argo CD, and what lies there is not ours.
    if (folders.length > 0) planGoneInputs(outdir, folders, plan, problems);
  }
  if (problems.length > 0) throw new UserError(sortProblems(problems));
  return plan;
}

interface Draft extends DistPlan {
  readonly writes: PlannedWrite[];
  readonly removals: PlannedRemoval[];
  readonly gonePairs: DistPlan['gonePairs'][number][];
  readonly goneInputs: string[];
}

function planGonePairs(outdir: Outdir, pairs: readonly RenderedPair[], plan: Draft, problems: Problem[]): void {
  const kept = new Set(pairs.map(({ environment, system }) => `${environment}/${system}`));
  for (const environment of foldersIn(outdir.path)) {
    if (environment === RESERVED) continue;
    for (const system of foldersIn(join(outdir.path, environment))) {
      const folder = `${environment}/${system}`;
      if (kept.has(folder)) continue;
      plan.gonePairs.push({ environment, system });
      planRemovals(outdir, folder, 'manifests', namesIn(outdir, folder, 'manifests', problems), plan.removals, problems);
    }
  }
}

function planGoneInputs(outdir: Outdir, rendered: readonly RenderedFolder[], plan: Draft, problems: Problem[]): void {
  const kept = new Set(rendered.map(({ path }) => path));
  for (const folder of foldersIn(join(outdir.path, INPUTS)).map((environment) => `${INPUTS}/${environment}`)) {
    if (kept.has(folder)) continue;
    plan.goneInputs.push(folder);
    planRemovals(outdir, folder, 'inputs', namesIn(outdir, folder, 'inputs', problems), plan.removals, problems);
  }
}

function namesIn(outdir: Outdir, folder: string, what: RenderedFolder['holds'], problems: Problem[]): string[] {
  return (ownedEntries(outdir, folder, what, problems) ?? []).map(({ name }) => name);
}
