import { describe, expect, it } from '@jest/globals';
import { DisruptionBudget, checkMaxUnavailable } from './disruption-budget.ts';
import { PropCheck } from './prop-check.ts';
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

  it.each([1, 7, '1%', '9%', '25%', '99%'])('that lets %j go blocks no drain, of one replica or of many', (maxUnavailable) => {
    expect(of(maxUnavailable).spec.maxUnavailable).toBe(maxUnavailable);
    for (let replicas = 1; replicas <= 30; replicas++) expect(allowed(maxUnavailable, replicas)).toBeGreaterThanOrEqual(1);
  });

  it.each([0, -1, 1.5, Number.NaN, '0%', '00%', '101%', '25', '', 'all'])('refuses %j', (maxUnavailable) => {
    expect(problemsOf(() => of(maxUnavailable))).toEqual([expect.stringMatching(/^app\.maxUnavailable: .* lets no pod go, or is no number of pods$/)]);
  });

  it('refuses all of the pods, which is no protection', () => {
    expect(problemsOf(() => of('100%'))).toEqual(['app.maxUnavailable: "100%" lets every pod go at once, so it protects nothing']);
  });

  it.each<[number | string, number]>([
    [2, 2],
    [3, 2],
    [2, 1],
    ['60%', 2],
    ['99%', 3],
  ])('refuses %j of at least %i pods, which is all of them', (maxUnavailable, replicas) => {
    const check = new PropCheck('app');
    checkMaxUnavailable(check, 'maxUnavailable', maxUnavailable, replicas);
    expect(problemsOf(() => check.throwIfAny())).toEqual([expect.stringMatching(/^app\.maxUnavailable: .* lets all \d+ pods? go at once, so it protects nothing$/)]);
  });

  it.each<[number | string, number]>([
    [1, 1],
    ['25%', 1],
    ['50%', 2],
    [2, 3],
    ['25%', 3],
    [2, 0],
  ])('lets %j of at least %i pods go', (maxUnavailable, replicas) => {
    const check = new PropCheck('app');
    checkMaxUnavailable(check, 'maxUnavailable', maxUnavailable, replicas);
    expect(problemsOf(() => check.throwIfAny())).toEqual([]);
  });
});
