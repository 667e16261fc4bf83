import { describe, expect, it } from '@jest/globals';
import { PLAIN } from './style.ts';
import { synthJson } from './synth-json.ts';
import { type SynthReport } from './synth-report.ts';
import { checkText, synthText } from './synth-text.ts';

const report: SynthReport = {
  outdir: 'dist',
  pairs: [{ environment: 'dev', system: 'shop', objects: 2, changes: [] }],
  argocd: [
    { folder: 'argocd/projects', files: 3, changes: [{ file: 'AppProject.argoproj.io-shop-dev.yaml', reason: 'differs' }] },
    { folder: 'argocd/applications/qa', files: 0, changes: [{ file: 'shop.yaml', reason: 'stale' }] },
  ],
};

describe('what a synth says of Argo CD', () => {
  it('is one line, and no object more', () => {
    expect(synthText(report, 1, PLAIN)).toBe(['  dev     shop  2 objects  unchanged', '  argocd          3 files  1 changed, 1 removed', '2 objects in 1.00 s, 1 file written, 1 removed', ''].join('\n'));
  });

  it('is each file when dist is compared', () => {
    expect(checkText(report, PLAIN)).toBe(
      ['  differs  dist/argocd/projects/AppProject.argoproj.io-shop-dev.yaml', '  stale    dist/argocd/applications/qa/shop.yaml', '2 files are not what the definitions render', 'fix: npx slipway synth', ''].join('\n'),
    );
  });

  it('stands beside the pairs for a program', () => {
    expect(synthJson(report, 'compared')).toMatchObject({ outcome: 'stale', pairs: [{ environment: 'dev' }], argocd: report.argocd! });
  });
});
