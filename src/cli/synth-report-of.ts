import { type FileChange, type SynthReport } from '../reports/synth-report.ts';
import { type DistPlan } from './dist/plan.ts';

/** What was rendered, as far as a report counts it. */
export interface CountedDist {
  readonly pairs: readonly { readonly environment: string; readonly system: string; readonly files: { readonly length: number } }[];
  readonly argocd: readonly { readonly path: string; readonly files: { readonly length: number } }[];
}

/** What a plan changes, told pair by pair; what Argo CD itself needs, folder by folder. */
export function synthReport({ pairs, argocd }: CountedDist, plan: DistPlan): SynthReport {
  const changes = new Map<string, FileChange[]>();
  for (const { folder, name, difference } of plan.writes) changes.set(folder, [...(changes.get(folder) ?? []), { file: name, reason: difference }]);
  for (const { folder, name } of plan.removals) changes.set(folder, [...(changes.get(folder) ?? []), { file: name, reason: 'stale' }]);
  const changesIn = (folder: string): FileChange[] => (changes.get(folder) ?? []).sort((a, b) => (a.file < b.file ? -1 : 1));
  const folders = [...argocd.map(({ path, files }) => ({ folder: path, files: files.length })), ...plan.goneInputs.map((folder) => ({ folder, files: 0 }))];
  return {
    outdir: plan.outdir.shown,
    pairs: [...pairs.map(({ environment, system, files }) => ({ environment, system, objects: files.length })), ...plan.gonePairs.map((gone) => ({ ...gone, objects: 0 }))].map((pair) => ({
      ...pair,
      changes: changesIn(`${pair.environment}/${pair.system}`),
    })),
    ...(folders.length === 0 ? {} : { argocd: folders.map((one) => ({ ...one, changes: changesIn(one.folder) })) }),
  };
}
