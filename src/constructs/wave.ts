/**
 * Argo CD sync waves, in the order things must come up. A wave is reached only when everything in
 * the waves before it is healthy, so nothing whose status a third party writes may stand below `last`.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
 */
export const WAVE = {
  /** Namespace, PriorityClass, quota, limits, and every additive network edge: grant early. */
  foundation: -5,
  /** ServiceAccounts, files, ExternalSecrets. */
  prerequisites: -4,
  /** In-cluster data stores and their Services. */
  stores: -3,
  /** The migrator, as a hook. */
  migrate: -1,
  /** Workloads, their ClusterIP Services and budgets, monitors, the release ConfigMap. */
  workloads: 0,
  /** The smoke test, as a hook. */
  smoke: 1,
  /** Autoscalers, exposure, default deny and every narrowing: revoke last. */
  last: 2,
} as const;

/** One of the waves of {@link WAVE}. */
export type Wave = (typeof WAVE)[keyof typeof WAVE];

/** The annotation that puts an object into a wave; annotations are strings, the number is quoted. */
export function waveAnnotation(wave: Wave): Record<string, string> {
  return { 'argocd.argoproj.io/sync-wave': String(wave) };
}
