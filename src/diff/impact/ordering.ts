import { type ImpactRule } from '../impact-rule.ts';

/** The object is applied at another point of the sync. */
export const ordering: ImpactRule = {
  id: 'ordering',
  why: 'what was ready before it may not be any more, and what waited for it may not wait',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/',
  check: ({ differences, title }) =>
    differences
      .filter(({ steps }) => steps[0] === 'metadata' && steps[1] === 'annotations' && (steps.length === 2 || ORDER.has(String(steps[2]))))
      .filter(({ steps, before, after }) => steps.length > 2 || [before, after].some((value) => typeof value === 'object' && value !== null && Object.keys(value).some((key) => ORDER.has(key))))
      .map(({ path, steps, before, after }) => ({
        risk: 'medium',
        reason: steps.length > 2 ? `${title}: ${String(steps[2])} was ${said(before)}, is ${said(after)}` : `${title} is ordered otherwise in the sync`,
        paths: [path],
      })),
};

const ORDER: ReadonlySet<string> = new Set([
  'argocd.argoproj.io/hook', 'argocd.argoproj.io/hook-delete-policy', 'argocd.argoproj.io/sync-options', 'argocd.argoproj.io/sync-wave', 'helm.sh/hook', 'helm.sh/hook-weight',
]);

function said(value: unknown): string {
  return value === undefined ? 'not set' : JSON.stringify(value);
}
