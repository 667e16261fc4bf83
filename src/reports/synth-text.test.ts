import { describe, expect, it } from '@jest/globals';
import { COLOURED, PLAIN } from './style.ts';
import { synthJson } from './synth-json.ts';
import { type PairReport, type SynthReport } from './synth-report.ts';
import { checkText, synthText } from './synth-text.ts';

function report(...pairs: readonly [way: string, objects: number, changes?: PairReport['changes']][]): SynthReport {
  return {
    outdir: 'dist',
    pairs: pairs.map(([way, objects, changes = []]) => {
      const [environment, system] = way.split('/') as [string, string];
      return { environment, system, objects, changes };
    }),
  };
}

const differs = { file: 'Deployment-app.yaml', reason: 'differs' } as const;
const missing = { file: 'Job-new.yaml', reason: 'missing' } as const;
const stale = { file: 'Job-old.yaml', reason: 'stale' } as const;

describe('the summary of a synth', () => {
  it('is aligned, one line a pair', () => {
    expect(synthText(report(['dev/capakraken', 31, [differs, missing]], ['production/shop', 1], ['staging/gone', 0, [stale]]), 0.194, PLAIN)).toBe(
      [
        '  dev         capakraken  31 objects  1 new, 1 changed',
        '  production  shop          1 object  unchanged',
        '  staging     gone         0 objects  1 removed',
        '32 objects in 0.19 s, 2 files written, 1 removed',
        '',
      ].join('\n'),
    );
  });

  const totals: Record<string, [SynthReport, string]> = {
    'nothing changed': [report(['dev/shop', 2]), '2 objects in 1.00 s, nothing to write'],
    'one file was written': [report(['dev/shop', 1, [differs]]), '1 object in 1.00 s, 1 file written'],
    'files were only removed': [report(['dev/shop', 1, [stale]]), '1 object in 1.00 s, 1 file removed'],
    'there is nothing to render': [report(), '0 objects in 1.00 s, nothing to write'],
  };
  for (const [what, [made, total]] of Object.entries(totals)) {
    it(`sums up when ${what}`, () => expect(synthText(made, 1, PLAIN).trimEnd().split('\n').at(-1)).toBe(total));
  }

  it('says the same in colour', () => {
    const made = report(['dev/shop', 31, [differs]], ['production/shop', 1]);
    // eslint-disable-next-line no-control-regex -- that is what a colour is made of
    expect(synthText(made, 1, COLOURED).replace(/\u001b\[\d+m/g, '')).toBe(synthText(made, 1, PLAIN));
    expect(synthText(made, 1, COLOURED)).toContain('\u001b[33m1 changed\u001b[39m');
  });
});

describe('what --check says', () => {
  it('names each file and why, and the way out', () => {
    expect(checkText(report(['dev/shop', 2, [differs]], ['dev/zoo', 2, [missing, stale]]), PLAIN)).toBe(
      [
        '  differs  dist/dev/shop/Deployment-app.yaml',
        '  missing  dist/dev/zoo/Job-new.yaml',
        '  stale    dist/dev/zoo/Job-old.yaml',
        '3 files are not what the definitions render',
        'fix: npx slipway synth',
        '',
      ].join('\n'),
    );
  });

  it('is short when all is well', () => {
    expect(checkText(report(['dev/shop', 2]), PLAIN)).toBe('2 objects, dist is current\n');
  });
});

describe('a synth as JSON', () => {
  it('carries its schema and no time', () => {
    expect(synthJson(report(['dev/shop', 2, [differs]]), 'written')).toEqual({
      schema: 'slipway.synth/v1',
      outcome: 'written',
      outdir: 'dist',
      pairs: [{ environment: 'dev', system: 'shop', objects: 2, changes: [differs] }],
    });
  });

  it('tells what came of it', () => {
    const outcomes = [report(['dev/shop', 2, [stale]]), report(['dev/shop', 2])].flatMap((made) => (['written', 'compared'] as const).map((mode) => (synthJson(made, mode) as { outcome: string }).outcome));
    expect(outcomes).toEqual(['written', 'stale', 'unchanged', 'current']);
  });
});
