import { describe, expect, it } from '@jest/globals';
import { type Manifest } from '../kernel/manifest.ts';
import { type Deed, type Plan, planOf } from './plan.ts';
import { ReleaseSet } from './release-set.ts';
import { annotated, edited, NAMESPACE, object, shop, wave } from './test-support/shop.ts';

const plan = (before: readonly Manifest[] | undefined, after: readonly Manifest[]): Plan => planOf(before === undefined ? undefined : new ReleaseSet(before, NAMESPACE), new ReleaseSet(after, NAMESPACE), { namespace: NAMESPACE });

const SIGNS: Readonly<Record<Deed, string>> = { create: '+', change: '~', recreate: '↻', prune: '-', keep: '=', leave: '' };

/** What changes, a line for each step. */
const lines = ({ steps }: Plan): string[] =>
  steps.flatMap(({ phase, wave: number, objects }) => {
    const words = objects.flatMap(({ object: { kind, name }, deed }) => (deed === 'leave' ? [] : [`${SIGNS[deed]}${kind} ${name}`]));
    return words.length === 0 ? [] : [`${phase} ${number}: ${words.join(', ')}`];
  });

const report = (hook?: string): Manifest => object('batch/v1', 'Job', 'report', 0, { metadata: { annotations: hook === undefined ? {} : { 'argocd.argoproj.io/hook': hook } }, spec: { activeDeadlineSeconds: 60, template: { spec: { containers: [{ name: 'report', image: 'registry.example/report' }] } } } });
const nameless = (): Manifest => {
  const { name, ...metadata } = report('PostSync').metadata;
  return { ...report('PostSync'), metadata: { ...metadata, generateName: `${name}-` } } as unknown as Manifest;
};
const OTHER = object('v1', 'ConfigMap', 'other', 0, { data: { a: 'b' } });
const HOOKS = { 'Job migrate': null, 'Job smoke': null } as const;

describe('the steps of a plan', () => {
  it.each<[string, readonly Manifest[] | undefined, readonly Manifest[], readonly string[]]>([
    ['a plain Job that becomes a hook is pruned, though nothing else is', [...edited(shop('1'), HOOKS), report()], [...edited(shop('1'), HOOKS), report('PostSync')], ['Sync 3: -Job report', 'PostSync 0: +Job report']],
    ['and beside another prune', [...edited(shop('1'), HOOKS), report(), OTHER], [...edited(shop('1'), HOOKS), report('PostSync')], ['Sync 3: -ConfigMap other, -Job report', 'PostSync 0: +Job report']],
    ['a hook whose name is made up is created', undefined, [...edited(shop('1'), HOOKS), nameless()].slice(-1), ['PostSync 0: +Job report-*']],
    ['and again beside the one of the sync before', [...edited(shop('1'), HOOKS), nameless()], [...edited(shop('1'), HOOKS), nameless()], ['PostSync 0: +Job report-*']],
    ['a hook is made anew', [...edited(shop('1'), HOOKS), report('PostSync')], [...edited(shop('1'), HOOKS), report('PostSync')], ['PostSync 0: ↻Job report']],
  ])('%s', (_name, before, after, steps) => {
    expect(lines(plan(before, after))).toEqual(steps);
  });

  it('waits for the last wave where a plain Job becomes a hook', () => {
    const { steps } = plan([...shop('1'), report()], [...shop('1'), report('PostSync')]);
    expect(steps.find(({ phase, wave: number }) => phase === 'Sync' && number === 2)!.waits.map(({ object: { kind } }) => kind)).toEqual(['HorizontalPodAutoscaler', 'Ingress']);
  });
});

describe('the end of a plan', () => {
  it('is a success, with nothing left', () => {
    expect(plan(shop('1'), shop('2'))).toMatchObject({ ending: 'Succeeded' });
    expect(plan(shop('1'), shop('2'))).not.toHaveProperty('breaksOff');
  });

  it.each<[string, readonly Manifest[] | undefined, readonly Manifest[], string, string, number]>([
    ['what is refused', [...shop('1'), object('scheduling.k8s.io/v1', 'PriorityClass', 'high', -5, { metadata: { namespace: null }, value: 1 })], [...shop('2'), object('scheduling.k8s.io/v1', 'PriorityClass', 'high', -5, { metadata: { namespace: null }, value: 2 })], 'PriorityClass high', 'the sync fails: PriorityClass high: value is immutable', 4],
    ['pods that lack something', undefined, edited(shop('1'), { 'ServiceAccount web': wave(1) }), 'Deployment web', 'the sync fails: Deployment web is Degraded: its pods need ServiceAccount web, which is not there yet', 5],
    ['a claim before its pod', undefined, edited(shop('1'), { 'PersistentVolumeClaim uploads': wave(-3) }), 'PersistentVolumeClaim uploads', 'the sync waits for PersistentVolumeClaim uploads for ever: no pod that mounts it has been applied yet', 8],
    ['what a person has to agree to', edited(shop('1'), { 'NetworkPolicy default-deny': annotated({ 'argocd.argoproj.io/sync-options': 'Prune=confirm' }) }), edited(shop('1'), { 'NetworkPolicy default-deny': null }), 'NetworkPolicy default-deny', 'the sync waits until somebody agrees that NetworkPolicy default-deny is deleted', 1],
  ])('comes early with %s', (_name, before, after, about, why, left) => {
    const { ending, breaksOff, atMost } = plan(before, after);
    expect(ending).not.toBe('Succeeded');
    expect(`${breaksOff!.object!.kind} ${breaksOff!.object!.name}`).toBe(about);
    expect(breaksOff!.why).toContain(why);
    expect(breaksOff!.unapplied.map(({ object: { kind, name } }) => `${kind} ${name}`)).toHaveLength(left);
    expect(atMost).toBeUndefined();
  });

  it('of a claim that shrinks has nothing to do with pods', () => {
    const claim = (storage: string): Parameters<typeof edited>[1] => ({ 'PersistentVolumeClaim uploads': { spec: { resources: { requests: { storage } } } } });
    const { breaksOff } = plan(edited(shop('1'), claim('2Gi')), edited(shop('2'), claim('1Gi')));
    expect(breaksOff!.why).toContain('PersistentVolumeClaim uploads: ');
    expect(breaksOff!.why).not.toContain('no pod');
  });
});

describe('the bound of a plan', () => {
  const JOBS = ['ExternalSecret runtime-aa', 'Job migrate', 'StatefulSet db', 'PersistentVolumeClaim uploads', 'Deployment web'];
  it.each<[string, readonly string[], number | undefined]>([
    ['is that of its Jobs, where it waits for nothing else', JOBS, 600],
    ['is none, where pods may go on making progress', JOBS.slice(0, 4), undefined],
    ['is none, where somebody has to answer', JOBS.slice(1), undefined],
  ])('%s', (_name, left, seconds) => {
    const after = edited(shop('1'), Object.fromEntries(left.map((name) => [name, null])));
    expect(plan(undefined, [...after, object('policy/v1', 'PodDisruptionBudget', 'web', 0, {})]).atMost).toBe(seconds);
  });
});

describe('the pods of a plan', () => {
  const replicas = (number: number | null): Parameters<typeof edited>[1] => ({ 'Deployment web': { spec: { replicas: number } } });
  const NO_SCALER = { 'HorizontalPodAutoscaler web': null } as const;
  it.each<[string, Parameters<typeof edited>[1], Parameters<typeof edited>[1], object | undefined]>([
    ['fall to one until an autoscaler that comes acts', { ...NO_SCALER, ...replicas(6) }, {}, { before: 6, after: 1, until: 'HorizontalPodAutoscaler web' }],
    ['become more', { ...NO_SCALER, ...replicas(2) }, { ...NO_SCALER, ...replicas(4) }, { before: 2, after: 4 }],
    ['become one where the number goes', { ...NO_SCALER, ...replicas(3) }, NO_SCALER, { before: 3, after: 1 }],
    ['are set where the autoscaler goes', {}, { ...NO_SCALER, ...replicas(3) }, { after: 3 }],
    ['stay as the autoscaler has set them, where it goes and no number comes', {}, { ...NO_SCALER, 'Deployment web': { spec: { minReadySeconds: 5 } } }, undefined],
    ['stay where only a default is written out', NO_SCALER, { ...NO_SCALER, ...replicas(1) }, undefined],
  ])('%s', (_name, before, after, pods) => {
    const found = plan(edited(shop('1'), before), edited(shop('1'), after)).steps.flatMap(({ objects }) => objects.filter(({ object: { kind } }) => kind === 'Deployment'));
    expect(found.map((one) => one.pods)).toEqual([pods]);
  });
});

describe('what is pruned', () => {
  it.each<[string, readonly Manifest[], readonly Manifest[], string | undefined]>([
    ['goes when its finalizers are taken away', [...shop('1'), object('v1', 'ConfigMap', 'x', 0, { metadata: { finalizers: ['a.example/one', 'a.example/two'] } })], shop('1'), 'whoever set its finalizers a.example/one, a.example/two takes them away'],
    ['goes when its pods are gone', [...shop('1'), object('apps/v1', 'Deployment', 'x', 0, { spec: { template: { metadata: {}, spec: { containers: [{ name: 'x' }] } } } })], shop('1'), 'its pods are gone'],
    ['of a claim, when no pod mounts it', edited(shop('1'), { 'PersistentVolumeClaim uploads': annotated({ 'argocd.argoproj.io/sync-options': null }) }), edited(shop('1'), { 'PersistentVolumeClaim uploads': null }), 'no pod of Deployment web mounts it'],
    ['of a claim that nobody mounts any more, at once', edited(shop('1'), { 'PersistentVolumeClaim uploads': annotated({ 'argocd.argoproj.io/sync-options': null }) }), edited(shop('2'), { 'PersistentVolumeClaim uploads': null, 'Deployment web': { spec: { template: { spec: { volumes: [] } } } } }), undefined],
    ['goes at once where nothing holds it', [...shop('1'), OTHER], shop('1'), undefined],
  ])('%s', (_name, before, after, when) => {
    const pruned = plan(before, after).steps.flatMap(({ objects }) => objects.filter(({ deed }) => deed === 'prune'));
    expect(pruned.map(({ goesWhen }) => goesWhen)).toEqual([when]);
  });
});
