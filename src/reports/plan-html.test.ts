import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { type Manifest } from '../kernel/manifest.ts';
import { planOf } from '../plan/plan.ts';
import { prove } from '../plan/proof.ts';
import { ReleaseSet } from '../plan/release-set.ts';
import { rollingIn } from '../plan/story.ts';
import { annotated, edited, NAMESPACE, object, shop } from '../plan/test-support/shop.ts';
import { planHtml } from './plan-html.ts';
import { planJson } from './plan-json.ts';
import { type PlanReport } from './plan-report.ts';
import { planText } from './plan-text.ts';
import { PLAIN } from './style.ts';

function reportOf(before: readonly Manifest[] | undefined, after: readonly Manifest[], from = 'HEAD'): PlanReport {
  const [old, now] = [before === undefined ? undefined : new ReleaseSet(before, NAMESPACE), new ReleaseSet(after, NAMESPACE)];
  const options = { namespace: NAMESPACE };
  return { system: 'shop', environment: 'staging', from, plan: planOf(old, now, options), proof: prove(old, now, options), waived: [], rolls: rollingIn(old, now).length > 0, before: old?.byKey ?? new Map(), after: now.byKey };
}

const RELEASE = reportOf(shop('1'), shop('2'));
const BROKEN = reportOf(shop('1'), edited(shop('2'), { 'Job migrate': annotated({ 'argocd.argoproj.io/sync-wave': '1' }) }));

const BROKEN_OFF = ((): { readonly text: string; readonly page: string; readonly data: object } => {
  const fixed = (value: string): Manifest => object('v1', 'ConfigMap', 'fixed', -5, { immutable: true, data: { value } });
  const report = reportOf([...shop('1'), fixed('1')], [...shop('2'), fixed('2')]);
  return { text: planText(report, PLAIN), page: planHtml([report]), data: planJson(report) };
})();

describe('the page of a plan', () => {
  const page = planHtml([RELEASE]);

  it('needs nothing but itself, and runs nothing', () => {
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)![1]!;
    expect(page).toContain(`sha256-${createHash('sha256').update(style).digest('base64')}`.replaceAll('+', '+'));
    expect(page).not.toMatch(/<script|javascript:|\son[a-z]+=|<iframe|<img/i);
    expect(page.match(/(?:src|href|xlink:href)="(?!#|data:,")[^"]*"/g)).toBeNull();
    expect(style).not.toMatch(/url\(|@import/);
  });

  it('names every step and every box, which lead to what is said of them', () => {
    for (const wave of ['wave -5', 'wave -4', 'wave -3', 'wave -1', 'wave 0', 'wave 1', 'wave 2']) expect(page).toContain(`>${wave}<`);
    for (const [, target] of page.matchAll(/<a [^>]*href="#([^"]+)"/g)) expect(page).toContain(`id="${target}"`);
    expect(page).toContain('✗ old release serves');
    expect(page.match(/<text class="kind"[^>]*>not waited for</g)).toHaveLength(4);
    expect(page).toContain('No counterexample in');
  });

  it('points from what is used to who uses it', () => {
    const tips = [...page.matchAll(/marker-end="url\(#([^)]+)\)"/g)].map(([, id]) => id!);
    expect(tips.length).toBeGreaterThan(10);
    for (const id of new Set(tips)) expect(page).toContain(`<marker id="${id}"`);
  });

  it('says what the text says of waits', () => {
    expect(page).toContain('ExternalSecret runtime-aa, StatefulSet db and PersistentVolumeClaim uploads have no deadline: ');
  });

  it('marks what is broken, and tells its story', () => {
    const broken = planHtml([BROKEN]);
    expect(broken).toMatch(/class="box \w+ broken"/);
    expect(broken).toContain('! counterexample 1');
    expect(broken).toContain('<strong>migrated-before-app</strong>');
  });

  it('is text whatever names hold', () => {
    const evil = '"><script>alert(1)</script>\u202e\u0000';
    const hostile = planHtml([{ ...reportOf(undefined, [...shop('1'), object('v1', 'ConfigMap', evil, 0, {}), object('batch/v1', `Job${evil}`, 'x', 0, {})], evil), system: evil }]);
    expect(hostile).not.toContain('<script');
    expect(hostile).not.toMatch(/[\u202e\u0000]/);
  });

  it('is the same each time', () => {
    expect(planHtml([RELEASE])).toBe(planHtml([reportOf(shop('1'), shop('2'))]));
  });
});

describe('the text of a plan', () => {
  const lines = planText(RELEASE, PLAIN).split('\n');

  it('ends no line in spaces', () => {
    expect(lines.filter((line) => /\s$/.test(line))).toEqual([]);
  });

  it('tells what each wait is for, and what a failure leaves', () => {
    const line = (text: string): string => lines.find((one) => one.includes(text))!.replaceAll(/ {2,}/g, '  ').trim();
    expect(line('Job migrate')).toBe('-1  ↻  Job migrate  hook  image migrate@2222222  waits until Complete, at most 10 min  fails → old release serves, nothing deleted');
    expect(line('Job smoke')).toBe('1  ↻  Job smoke  hook  image smoke@2222222  waits until Complete, at most 10 min  fails → new release serves, nothing deleted');
    expect(line('Deployment web')).toBe('~  Deployment web  image web@2222222  waits until rolled out, at most 5 min without progress  fails → old release serves, nothing deleted');
    expect(lines.at(-2)).toMatch(/^no counterexample in \d+ failure points \(\d+ stories\)$/);
  });

  it('says where no pod is replaced, and does not say that nothing happens', () => {
    expect(planText(reportOf(shop('1'), shop('1')), PLAIN)).toContain('\nno pod template changes: no pod is replaced\n');
    expect(planText(RELEASE, PLAIN)).not.toContain('no pod template');
    const scaled = planText(reportOf(edited(shop('1'), { 'HorizontalPodAutoscaler web': null, 'Deployment web': { spec: { replicas: 6 } } }), shop('1')), PLAIN);
    expect(scaled).toMatch(/~ {2}Deployment web +6 → 1 pod until HorizontalPodAutoscaler web acts {2}waits/);
    expect(scaled).toContain('\nno pod template changes, so that no pod is replaced; but Deployment web goes from 6 to 1 pod until HorizontalPodAutoscaler web acts\n');
    expect(planText(reportOf(edited(shop('1'), { 'HorizontalPodAutoscaler web': null, 'Deployment web': { spec: { replicas: 6 } } }), shop('2')), PLAIN)).toContain('\nDeployment web goes from 6 to 1 pod until');
  });

  it('names what has no deadline, and what a deadline is for', () => {
    const text = planText(reportOf(shop('1'), [...shop('2'), object('policy/v1', 'PodDisruptionBudget', 'web', 0, {})]), PLAIN);
    expect(text).toContain('\nDeployment web fails after 5 min without progress, and may take longer while it makes some\n');
    expect(text).toContain('\nExternalSecret runtime-aa, StatefulSet db and PersistentVolumeClaim uploads have no deadline: the sync goes on by itself once all are ready; while one is neither ready nor failed, Argo CD waits, until somebody terminates the sync or the time is up that its controller was given (by default none)\n');
    expect(text).not.toMatch(/all told|only a person/);
  });

  it('says how long at most where everything has an end', () => {
    const small = shop('1').filter(({ kind, metadata }) => metadata.name !== 'migrate' && !['ExternalSecret', 'StatefulSet', 'PersistentVolumeClaim', 'Deployment'].includes(kind));
    expect(planText(reportOf(undefined, small), PLAIN)).toContain('\nwaits 10 min at most, all told\n');
    expect(planText(reportOf(undefined, [...small, object('policy/v1', 'PodDisruptionBudget', 'web', 0, {})]), PLAIN)).toContain('\nwaits 10 min at most, all told\n');
    expect(planText(reportOf(undefined, [object('v1', 'ConfigMap', 'one', 0, {})]), PLAIN)).not.toContain('all told');
  });

  it('says who has to act, where no status comes by itself', () => {
    const text = planText(reportOf(undefined, edited(shop('1'), { 'Deployment web': { spec: { paused: true } } })), PLAIN);
    expect(text).toContain('\nDeployment web: the sync waits until somebody resumes it\n');
  });

  it('says where the plan ends, and what is then not applied', () => {
    const { text, page, data } = BROKEN_OFF;
    expect(text).toMatch(/~ {2}ConfigMap fixed +the plan ends here\n/);
    expect(text).toContain('\nthe plan ends here: the sync fails: ConfigMap fixed: data is immutable');
    expect(text).toContain('; what comes after is not applied, and nothing is proven of it\nnot applied: ConfigMap shop-release and Deployment web (changed); Job migrate, smoke (made anew)\n');
    expect(text).not.toMatch(/all told|no deadline/);
    expect(page).toContain('<p class="bad">The plan ends here: the sync fails: ConfigMap fixed: data is immutable');
    expect(data).toMatchObject({ ending: 'Failed', breaksOff: { object: { kind: 'ConfigMap', name: 'fixed' } } });
    expect((data as { breaksOff: { unapplied: { kind: string }[] } }).breaksOff.unapplied.map(({ kind }) => kind)).toEqual(['Job', 'ConfigMap', 'Deployment', 'Job']);
  });

  it('tells what is pruned and does not go at once', () => {
    const old = [...shop('1'), object('example.com/v1', 'Bucket', 'files', 0, { metadata: { finalizers: ['example.com/wait'] } })];
    expect(planText(reportOf(old, shop('2')), PLAIN)).toMatch(/- {2}Bucket files +not waited for, stays until whoever set its finalizer example.com\/wait takes it away\n/);
    const after = edited(shop('2'), { 'Job smoke': annotated({ 'argocd.argoproj.io/hook': 'PostSync' }) });
    expect(planText(reportOf(old, after), PLAIN)).toMatch(/- {2}Bucket files +holds the sync until whoever set its finalizer example.com\/wait takes it away\n/);
  });

  it('tells a counterexample as a story', () => {
    expect(planText(BROKEN, PLAIN)).toMatch(/✗ migrated-before-app\n {4}the release comes/);
  });
});

describe('a plan as data', () => {
  it('holds the steps, the waits and what is proven', () => {
    const data = JSON.parse(JSON.stringify(planJson(RELEASE))) as { steps: { wave: number; waits: object[] }[]; proof: { points: number; stories: number; failures: { serving: string }[] } };
    expect(data).toMatchObject({ schema: 'slipway.plan/v1', system: 'shop', environment: 'staging', from: 'HEAD', rolls: true, ending: 'Succeeded' });
    expect(data).not.toHaveProperty('breaksOff');
    expect(data).toMatchObject({ endless: [{ kind: 'ExternalSecret' }, { kind: 'StatefulSet' }, { kind: 'PersistentVolumeClaim' }] });
    expect(data.steps.map(({ wave }) => wave)).toEqual([-5, -4, -3, -1, 0, 1, 2]);
    expect(data.proof.stories).toBeGreaterThan(data.proof.points);
    expect(data.steps[3]!.waits).toEqual([{ group: 'batch', kind: 'Job', namespace: NAMESPACE, name: 'migrate', until: 'Complete', by: 'job', atMostSeconds: 600, canFail: true }]);
    expect(data.steps[4]!.waits).toContainEqual(expect.objectContaining({ kind: 'Deployment', withoutProgressSeconds: 300 }));
    expect(data.steps[4]!.waits.filter((wait) => 'atMostSeconds' in wait)).toEqual([]);
  });
});
