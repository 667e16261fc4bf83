import { describe, expect, it } from '@jest/globals';
import { nodePlacement } from './node-placement.ts';
import { PropCheck } from './prop-check.ts';
import { type NodePool } from './target.ts';
import { exampleTarget, problemsOf } from './test-support.ts';

function of(pools: Readonly<Record<string, NodePool>>, pool: string | undefined) {
  const check = new PropCheck('app');
  const result = nodePlacement(check, { ...exampleTarget, nodePools: pools }, pool);
  check.throwIfAny();
  return result;
}

const GPU: NodePool = {
  labels: { pool: 'gpu' },
  taints: [
    { key: 'gpu', effect: 'NoSchedule' },
    { key: 'team', value: 'ml', effect: 'NoExecute' },
  ],
};

describe('the placement on nodes', () => {
  it('selects a pool by its labels and tolerates its taints', () => {
    expect(of({ gpu: GPU }, 'gpu')).toEqual({
      nodeSelector: { pool: 'gpu' },
      tolerations: [
        { effect: 'NoSchedule', key: 'gpu', operator: 'Exists' },
        { effect: 'NoExecute', key: 'team', operator: 'Equal', value: 'ml' },
      ],
    });
  });

  it.each([
    ['no pool is asked for', { gpu: GPU }, undefined],
    ['the pool has neither labels nor taints', { any: { labels: {}, taints: [] } }, 'any'],
  ])('says nothing where %s', (_name, pools, pool) => {
    expect(of(pools, pool)).toEqual({});
  });

  it.each(['cpu', '__proto__', 'toString'])('refuses the pool %s, which the target does not have', (pool) => {
    expect(problemsOf(() => of({ gpu: GPU }, pool))).toEqual([`app.nodePool: the target has no node pool "${pool}"`]);
  });
});
