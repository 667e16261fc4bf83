import { describe, expect, it } from '@jest/globals';
import { type Manifest } from '../kernel/manifest.ts';
import { hooksOf, syncOptionsOf, waveOf } from '../argocd/sync/annotations.ts';
import { compareSteps, describeStep, syncStepOf } from './sync-order.ts';
import { configMap } from './test-support/manifests.ts';

const annotated = (annotations: unknown) => configMap('x', {}, { annotations }) as unknown as Manifest;
const WAVE = 'argocd.argoproj.io/sync-wave';
const HOOK = 'argocd.argoproj.io/hook';

describe('waveOf', () => {
  it.each([
    ['an integer', { [WAVE]: '-5' }, -5],
    ['nothing', undefined, 0],
    ['what is no integer, as Argo CD does', { [WAVE]: 'first' }, 0],
    ['a number', { [WAVE]: 5 }, 0],
    ['Helm\'s weight, where there is no wave', { 'helm.sh/hook-weight': '3' }, 3],
    ['the wave before Helm\'s weight', { [WAVE]: '1', 'helm.sh/hook-weight': '3' }, 1],
    ['annotations of another shape', 'none', 0],
  ])('reads %s', (_name, annotations, wave) => {
    expect(waveOf(annotated(annotations))).toBe(wave);
  });
});

describe('hooksOf and syncOptionsOf', () => {
  it('read lists with blanks and empty parts', () => {
    expect(hooksOf(annotated({ [HOOK]: ' Sync, PreSync ,,' }))).toEqual(['Sync', 'PreSync']);
    expect(syncOptionsOf(annotated({ 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' }))).toEqual(['Prune=false', 'Delete=false']);
  });

  it('are empty without the annotation', () => {
    expect(hooksOf(annotated({}))).toEqual([]);
  });
});

describe('steps', () => {
  const step = (hook: string | undefined, wave: number) => syncStepOf(annotated({ [WAVE]: String(wave), ...(hook === undefined ? {} : { [HOOK]: hook }) }));

  it('are ordered by phase, then by wave', () => {
    const steps = [step('PostSync', -9), step(undefined, 2), step('Sync', -1), step('PreSync', 5), step('SyncFail', 0)];
    expect([...steps].sort(compareSteps).map(describeStep)).toEqual(['PreSync wave 5', 'wave -1', 'wave 2', 'PostSync wave -9', 'SyncFail wave 0']);
  });

  it('of a Sync hook and an ordinary object of one wave are the same', () => {
    expect(compareSteps(step('Sync', 1), step(undefined, 1))).toBe(0);
  });
});
