import { type Manifest } from '../kernel/manifest.ts';
import { at, type Fields, textAt } from './field.ts';

/** Annotations that Argo CD orders a sync by. */
export const ARGOCD = {
  wave: 'argocd.argoproj.io/sync-wave',
  hook: 'argocd.argoproj.io/hook',
  hookDeletePolicy: 'argocd.argoproj.io/hook-delete-policy',
  syncOptions: 'argocd.argoproj.io/sync-options',
  trackingId: 'argocd.argoproj.io/tracking-id',
} as const;

const PHASES: readonly string[] = ['PreSync', 'Sync', 'PostSync', 'SyncFail'];

/** When Argo CD applies an object: first by phase, then by wave. */
export interface SyncStep {
  readonly phase: string;
  readonly wave: number;
}

/**
 * The step an object is applied in; one without annotations is applied in phase Sync, wave 0.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
 */
export function syncStepOf(manifest: Manifest): SyncStep {
  const hooks = hooksOf(manifest);
  return { phase: hooks.length === 0 ? 'Sync' : (hooks.find((hook) => PHASES.includes(hook)) ?? 'Sync'), wave: waveOf(manifest) };
}

/** Negative when `a` comes before `b`, 0 when both are applied together. */
export function compareSteps(a: SyncStep, b: SyncStep): number {
  return a.phase === b.phase ? a.wave - b.wave : PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase);
}

/** A step as a reader knows it: `wave -4`, `PreSync wave 0`. */
export function describeStep({ phase, wave }: SyncStep): string {
  return phase === 'Sync' ? `wave ${wave}` : `${phase} wave ${wave}`;
}

/** The wave of an object; Argo CD reads an annotation that is no integer as absent. */
export function waveOf(manifest: Manifest): number {
  return integerIn(annotationOf(manifest, ARGOCD.wave)) ?? integerIn(annotationOf(manifest, 'helm.sh/hook-weight')) ?? 0;
}

function integerIn(text: string | undefined): number | undefined {
  return text !== undefined && /^[+-]?\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** The hook types an object is annotated with, empty for an ordinary object. */
export function hooksOf(manifest: Manifest): readonly string[] {
  return listed(annotationOf(manifest, ARGOCD.hook));
}

/** The sync options of an object, such as `Prune=false`. */
export function syncOptionsOf(manifest: Manifest): readonly string[] {
  return listed(annotationOf(manifest, ARGOCD.syncOptions));
}

/** The value of an annotation, where it is a string. */
export function annotationOf(manifest: Manifest, name: string): string | undefined {
  return textAt(annotationsOf(manifest), name);
}

/** The annotations of an object, as they are. */
export function annotationsOf(manifest: Manifest): unknown {
  return (manifest.metadata as Fields | null | undefined)?.['annotations'];
}

/** Whether the annotation is there at all, whatever its value. */
export function hasAnnotation(manifest: Manifest, name: string): boolean {
  return at(annotationsOf(manifest), name) !== undefined;
}

const NONE: readonly string[] = [];

function listed(text: string | undefined): readonly string[] {
  if (text === undefined) return NONE;
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
