import { type Phase, PHASES, phasesOf, waveOf } from '../argocd/sync/annotations.ts';
import { type Manifest } from '../kernel/manifest.ts';
import { at, type Fields } from './field.ts';

/** Annotations that Argo CD orders a sync by. */
export const ARGOCD = {
  wave: 'argocd.argoproj.io/sync-wave',
  hook: 'argocd.argoproj.io/hook',
  hookDeletePolicy: 'argocd.argoproj.io/hook-delete-policy',
  syncOptions: 'argocd.argoproj.io/sync-options',
  trackingId: 'argocd.argoproj.io/tracking-id',
} as const;

/** When Argo CD applies an object: first by phase, then by wave. */
export interface SyncStep {
  readonly phase: Phase;
  readonly wave: number;
}

/**
 * The step an object is first applied in; one without annotations is applied in phase Sync, wave 0.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
 */
export function syncStepOf(manifest: Manifest): SyncStep {
  return { phase: phasesOf(manifest)[0] ?? 'Sync', wave: waveOf(manifest) };
}

/** Negative when `a` comes before `b`, 0 when both are applied together. */
export function compareSteps(a: SyncStep, b: SyncStep): number {
  return a.phase === b.phase ? a.wave - b.wave : PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase);
}

/** A step as a reader knows it: `wave -4`, `PreSync wave 0`. */
export function describeStep({ phase, wave }: SyncStep): string {
  return phase === 'Sync' ? `wave ${wave}` : `${phase} wave ${wave}`;
}

/** The annotations of an object, as they are. */
export function annotationsOf(manifest: Manifest): unknown {
  return (manifest.metadata as Fields | null | undefined)?.['annotations'];
}

/** Whether the annotation is there at all, whatever its value. */
export function hasAnnotation(manifest: Manifest, name: string): boolean {
  return at(annotationsOf(manifest), name) !== undefined;
}
