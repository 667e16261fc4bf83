import { describe, expect, it } from '@jest/globals';
import { DisruptionBudget } from './disruption-budget.ts';
import { exampleSystem, objectOf, problemsOf } from './test-support.ts';

function of(maxUnavailable?: number | string) {
  const system = exampleSystem();
  new DisruptionBudget(system, 'any id', { component: 'app', maxUnavailable });
  return objectOf(system, 'PodDisruptionBudget');
}

/** Pods that may be missing, as the disruption controller counts: shares are rounded up. */
function allowed(maxUnavailable: number | string, replicas: number): number {
  return typeof maxUnavailable === 'number' ? maxUnavailable : Math.ceil((Number.parseInt(maxUnavailable, 10) * replicas) / 100);
}

describe('a disruption budget', () => {
  it('lets one pod of its component go at a time, and every pod that is not healthy', () => {
    expect(of()).toMatchObject({
      apiVersion: 'policy/v1',
      metadata: { name: 'app', namespace: 'shop-staging', annotations: { 'argocd.argoproj.io/sync-wave': '0' } },
      spec: {
        maxUnavailable: 1,
        selector: {
          matchLabels: { 'app.kubernetes.io/component': 'app', 'app.kubernetes.io/instance': 'shop-staging', 'app.kubernetes.io/name': 'shop' },
        },
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    });
    expect(Object.keys(of().spec)).toEqual(['maxUnavailable', 'selector', 'unhealthyPodEvictionPolicy']);
  });

  it.each([1, 7, '1%', '9%', '25%', '100%'])('that lets %j go blocks no drain, of one replica or of many', (maxUnavailable) => {
    expect(of(maxUnavailable).spec.maxUnavailable).toBe(maxUnavailable);
    for (let replicas = 1; replicas <= 30; replicas++) expect(allowed(maxUnavailable, replicas)).toBeGreaterThanOrEqual(1);
  });

  it.each([0, -1, 1.5, Number.NaN, '0%', '00%', '101%', '25', '', 'all'])('refuses %j', (maxUnavailable) => {
    expect(problemsOf(() => of(maxUnavailable))).toEqual([expect.stringMatching(/^app\.maxUnavailable: .* lets no pod go, or is no number of pods$/)]);
  });
});
