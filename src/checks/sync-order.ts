import { type Manifest } from '../kernel/manifest.ts';
import { at, fieldsAt, textAt } from './field.ts';

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
  return { phase: hooksOf(manifest).find((hook) => PHASES.includes(hook)) ?? 'Sync', wave: waveOf(manifest) };
}

/** Negative when `a` comes before `b`, 0 when both are applied together. */
export function compareSteps(a: SyncStep, b: SyncStep): number {
  return PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase) || a.wave - b.wave;
}

/** A step as a reader knows it: `wave -4`, `PreSync wave 0`. */
export function describeStep({ phase, wave }: SyncStep): string {
  return phase === 'Sync' ? `wave ${wave}` : `${phase} wave ${wave}`;
}

/** The wave of an object; Argo CD reads an annotation that is no integer as absent. */
export function waveOf(manifest: Manifest): number {
  for (const annotation of [ARGOCD.wave, 'helm.sh/hook-weight']) {
    const text = annotationOf(manifest, annotation);
    if (text !== undefined && /^[+-]?\d{1,9}$/.test(text)) return Number(text);
  }
  return 0;
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
  return textAt(fieldsAt(manifest, 'metadata', 'annotations'), name);
}

/** Whether the annotation is there at all, whatever its value. */
export function hasAnnotation(manifest: Manifest, name: string): boolean {
  return at(manifest, 'metadata', 'annotations', name) !== undefined;
}

const NONE: readonly string[] = [];

function listed(text: string | undefined): readonly string[] {
  if (text === undefined) return NONE;
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
