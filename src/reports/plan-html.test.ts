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
    expect(page).toContain('No counterexample in');
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
    expect(line('Job migrate')).toBe('-1  ↻  Job migrate  hook  image migrate@2222222  waits until Complete, at most 10 min  fails → old release serves, nothing pruned');
    expect(line('Job smoke')).toBe('1  ↻  Job smoke  hook  image smoke@2222222  waits until Complete, at most 10 min  fails → new release serves, nothing pruned');
    expect(line('Deployment web')).toBe('~  Deployment web  image web@2222222  waits until rolled out, at most 5 min  fails → old release serves, nothing pruned');
    expect(lines.at(-2)).toMatch(/^no counterexample in \d+ failure points \(\d+ stories\)$/);
  });

  it('says where nothing rolls', () => {
    expect(planText(reportOf(shop('1'), shop('1')), PLAIN)).toContain('no pod template changes: nothing rolls');
    expect(planText(RELEASE, PLAIN)).not.toContain('nothing rolls');
  });

  it('tells a counterexample as a story', () => {
    expect(planText(BROKEN, PLAIN)).toMatch(/✗ migrated-before-app\n {4}the release comes/);
  });
});

describe('a plan as data', () => {
  it('holds the steps, the waits and what is proven', () => {
    const data = JSON.parse(JSON.stringify(planJson(RELEASE))) as { steps: { wave: number; waits: object[] }[]; proof: { points: number; stories: number; failures: { serving: string }[] } };
    expect(data).toMatchObject({ schema: 'slipway.plan/v1', system: 'shop', environment: 'staging', from: 'HEAD', rolls: true });
    expect(data.steps.map(({ wave }) => wave)).toEqual([-5, -4, -3, -1, 0, 1, 2]);
    expect(data.proof.stories).toBeGreaterThan(data.proof.points);
    expect(data.steps[3]!.waits).toEqual([{ group: 'batch', kind: 'Job', namespace: NAMESPACE, name: 'migrate', until: 'Complete', by: 'job', atMostSeconds: 600, canFail: true }]);
  });
});
