import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Diff, type Impact, type ObjectDiff, type Risk, RISKS } from '../src/diff/diff.ts';
import { foldRows, FOLDINGS } from '../src/reports/diff-fold.ts';
import { diffMarkdown } from '../src/reports/diff-markdown.ts';
import { type DiffReport, originKey, type PairDiff } from '../src/reports/diff-report.ts';
import { diffText } from '../src/reports/diff-text.ts';
import { PLAIN } from '../src/reports/style.ts';
import { manyImageBumps } from './many-image-bumps.ts';

const NO_CAPACITY = { minimum: {}, maximum: {} };

function object(name: string, risk: Risk, id: Impact['id'], before: string, after: string, kind = 'Deployment'): ObjectDiff {
  return {
    status: 'changed',
    apiVersion: 'apps/v1',
    object: { group: 'apps', kind, namespace: 'shop', name },
    changes: [{ path: 'spec.value', steps: ['spec', 'value'], kind: 'changed', before, after }],
    impacts: [{ id, risk, reason: `${kind} ${name} does something`, source: 'https://kubernetes.io/docs/' }],
    risk,
  };
}

function reportOf(pairs: readonly { readonly environment: string; readonly system: string; readonly objects: readonly ObjectDiff[] }[]): DiffReport {
  return {
    before: 'main',
    after: 'the working tree',
    mode: 'change',
    notes: [],
    pairs: pairs.map(({ environment, system, objects }): PairDiff => {
      const risk = objects.reduce<Risk>((worst, { risk: own }) => (RISKS.indexOf(own) > RISKS.indexOf(worst) ? own : worst), 'none');
      const diff: Diff = { schema: 'slipway.diff/v1', objects, risk, counts: { compared: objects.length, added: 0, removed: 0, renamed: 0, changed: objects.length }, capacity: { before: NO_CAPACITY, after: NO_CAPACITY } };
      return { environment, system, status: 'changed', diff, origins: new Map(objects.map((one) => [originKey(one), { fields: new Map() }])) };
    }),
  };
}

describe('the rows of a report', () => {
  it('are one for a thousand systems whose images change, whether to the same or to their own', () => {
    for (const kind of ['same', 'own', 'different'] as const) {
      const report = manyImageBumps(50, kind);
      expect(foldRows(report.pairs).map(({ kind: of, name, pairs }) => [of, name, pairs.length])).toEqual([['Deployment', 'app', 150]]);
    }
  });

  it('have one size for N identical changes', () => {
    const sizeOf = (count: number, write: (report: DiffReport) => string): number => write(reportOf(Array.from({ length: count }, (_, index) => ({ environment: 'dev', system: `shop-${1_000 + index}`, objects: [object('app', 'high', 'traffic', 'a', 'b')] })))).replace(/\d[\d,]*| +/g, ' ').length;
    for (const write of [diffMarkdown, (report: DiffReport) => diffText(report, 100, PLAIN)]) expect(new Set([10, 100, 1_000, 4_000].map((count) => sizeOf(count, write))).size).toBe(1);
  });

  it('are apart for what differs in risk, effect, field, or, of high risk, in value', () => {
    const rows = (objects: ObjectDiff[]) => foldRows(reportOf(objects.map((one, index) => ({ environment: 'dev', system: `s${index}`, objects: [one] }))).pairs).length;
    expect(rows([object('app', 'high', 'traffic', 'a', 'b'), object('app', 'medium', 'traffic', 'a', 'b')])).toBe(2);
    expect(rows([object('app', 'high', 'traffic', 'a', 'b'), object('app', 'high', 'access', 'a', 'b')])).toBe(2);
    expect(rows(Array.from({ length: 20 }, (_, index) => object('app', 'high', 'traffic', 'a', `value ${index}`)))).toBe(20);
    expect(rows(Array.from({ length: 20 }, (_, index) => object('app', 'low', 'in-place', 'a', `value ${index}`)))).toBe(1);
  });

  it('are one for a system that comes or goes, and for a thousand of them', () => {
    const whole = (count: number): DiffReport => {
      const report = reportOf(Array.from({ length: count }, (_, index) => ({ environment: 'dev', system: `shop-${1_000 + index}`, objects: [object('data', 'critical', 'data-at-risk', 'a', 'b'), object('app', 'high', 'pruned', 'a', 'b')] })));
      return { ...report, pairs: report.pairs.map((pair) => ({ ...pair, status: 'removed' as const })) };
    };
    expect(foldRows(whole(1).pairs).map(({ kind, name, objects }) => [kind, name, objects])).toEqual([['system', 'shop-1000', 2]]);
    expect(foldRows(whole(1_000).pairs).map(({ kind, name, objects }) => [kind, name, objects])).toEqual([['system', '× 1,000', 2_000]]);
    expect(Buffer.byteLength(diffMarkdown(whole(1_000)))).toBeLessThan(5_000);
  });

  it('hold every object exactly once, however they are folded', () => {
    fc.assert(
      fc.property(arbitraryReport(), fc.constantFrom(...FOLDINGS), (report, folding) => {
        const entries = foldRows(report.pairs, () => folding).flatMap((row) => row.entries.map(({ pair, object: one }) => `${pair} ${originKey(one)}`));
        const all = report.pairs.flatMap(({ diff }, pair) => diff.objects.map((one) => `${pair} ${originKey(one)}`));
        expect(entries.sort()).toEqual(all.sort());
      }),
    );
  });
});

/** Reports with many changes of any risk, that are alike in nothing. */
function arbitraryReport(most = 30): fc.Arbitrary<DiffReport> {
  const one = fc.tuple(fc.constantFrom(...RISKS), fc.constantFrom<Impact['id']>('data-at-risk', 'immutable-field', 'traffic', 'in-place', 'image'), fc.constantFrom('Deployment', 'Service'), fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }));
  return fc.array(fc.tuple(fc.constantFrom('dev', 'production'), fc.array(one, { minLength: 1, maxLength: most })), { minLength: 1, maxLength: 6 }).map((pairs) =>
    reportOf(pairs.map(([environment, objects], pair) => ({ environment, system: `system-${pair}`, objects: objects.map(([risk, id, kind, before, after], index) => object(`object-${pair}-${index}`, risk, id, before, `${after}!`, kind)) }))),
  );
}

describe('a comment of a pull request', () => {
  it('is within its bound, and names every change of the two highest risks or counts it in a row of its effect', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 1_500 }), (high, low) => {
        const report = reportOf([
          { environment: 'production', system: 'shop', objects: Array.from({ length: high }, (_, index) => object(`precious-${index}`, index % 2 === 0 ? 'critical' : 'high', 'data-at-risk', `before ${index}`, `after ${index} ${'x'.repeat(index)}`)) },
          { environment: 'dev', system: 'shop', objects: Array.from({ length: low }, (_, index) => ({ ...object(`cheap-${index}`, index % 3 === 0 ? 'medium' : 'low', 'in-place', `${index}`, 'y'.repeat(100)), changes: [{ path: `spec.value${index}`, steps: ['spec', `value${index}`], kind: 'changed' as const, before: `${index}`, after: 'y'.repeat(100) }] })) },
        ]);
        const text = diffMarkdown(report);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_536);
        for (let index = 0; index < high; index++) expect(text).toContain(`\`precious-${index}\``);
      }),
      { numRuns: 8 },
    );
  });

  it('counts what can not be named: ten thousand losses are ten thousand', () => {
    const report = reportOf([{ environment: 'production', system: 'shop', objects: Array.from({ length: 10_000 }, (_, index) => ({ ...object(`precious-${index}`, 'critical', 'data-at-risk', `${index}`, `${index}!`, `Kind${index % 700}`), changes: [{ path: `spec.value${index}`, steps: ['spec', `value${index}`], kind: 'changed' as const, before: `${index}`, after: `${index}!` }] })) }]);
    const text = diffMarkdown(report);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_536);
    expect(text).toContain('× 10,000');
    expect(text).toContain('**! data at risk**');
  });
});
