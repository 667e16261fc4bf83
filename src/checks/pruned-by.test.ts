import { describe, expect, it } from '@jest/globals';
import { type Manifest } from '../kernel/manifest.ts';
import { prunedBy } from './pruned-by.ts';
import { configMap, deployment, hookJob, object } from './test-support/manifests.ts';

const set = (...manifests: object[]) => manifests as Manifest[];

describe('prunedBy', () => {
  it('is empty where every object stays, changed or not', () => {
    expect(prunedBy(set(deployment()), set(deployment({ restartPolicy: 'Always' }), configMap('new')))).toEqual([]);
  });

  it('names what leaves, in canonical order', () => {
    expect(prunedBy(set(deployment(), configMap('b'), configMap('a')), set()).map(({ kind, name }) => `${kind} ${name}`)).toEqual(['ConfigMap a', 'ConfigMap b', 'Deployment web']);
  });

  it('takes another version of an API for the same object', () => {
    expect(prunedBy(set(object('autoscaling/v1', 'HorizontalPodAutoscaler', 'a')), set(object('autoscaling/v2', 'HorizontalPodAutoscaler', 'a')))).toEqual([]);
  });

  it('leaves hooks out, which Argo CD never prunes', () => {
    expect(prunedBy(set(hookJob('shop-migrate')), set())).toEqual([]);
  });

  it('counts what may not be pruned, because its prune is a step of the sync nevertheless', () => {
    expect(prunedBy(set(configMap('a', {}, { annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false' } })), set())).toHaveLength(1);
  });
});
