import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diffAnswer, type DiffForm } from '../src/cli/diff/diff-answer.ts';
import { type DiffPart, diffPart, mergedDiff } from '../src/cli/diff/diff-part.ts';
import { compareSides } from '../src/cli/diff/compare-sides.ts';
import { pairsInFolder } from '../src/cli/manifests/pairs-in-folder.ts';
import { type WantedPairs } from '../src/cli/manifests/pair-manifests.ts';
import { withProofs } from '../src/cli/plan/prove-pairs.ts';
import { fileInShard, pairsOfShard, parseShard } from '../src/cli/shard.ts';
import { readEnvironments } from '../src/cli/validate/environment-facts.ts';
import { type JudgedPart, judgedPart, mergedJudgement } from '../src/cli/validate/judged-part.ts';
import { type WantedFiles, readInputs } from '../src/cli/validate/read-inputs.ts';
import { readSchemas } from '../src/cli/validate/read-schemas.ts';
import { readWaivers } from '../src/cli/validate/read-waivers.ts';
import { validateAnswer, type ValidateForm } from '../src/cli/validate/validate-answer.ts';
import { conclude, type JudgedInputs, judgeInputs, type ValidateOptions } from '../src/cli/validate/validate-inputs.ts';
import { type DiffReport } from '../src/reports/diff-report.ts';
import { PLAIN } from '../src/reports/style.ts';
import { ROOT } from './cli-project.ts';

const COUNTS = [1, 2, 7, 40];
const schemas = readSchemas(ROOT);
const environments = readEnvironments(ROOT);
let folder: string;
let dist: string;

/** As it is in a file of a part. */
function filed<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

function shards(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${index + 1}/${count}`);
}

function edit(file: string, replace: (text: string) => string): void {
  const before = readFileSync(join(dist, file), 'utf8');
  const after = replace(before);
  expect(after).not.toBe(before);
  writeFileSync(join(dist, file), after);
}

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'slipway-parts-')));
  dist = join(folder, 'dist');
  for (const name of ['dev', 'production', 'argocd']) cpSync(join(ROOT, 'dist', name), join(dist, name), { recursive: true });
  // Something wrong of every sort: in an object, between two pairs, in no pair, and in a file.
  edit('dev/capakraken/Deployment-app.yaml', (text) => text.replace(/replicas: \d+/, 'replicas: many'));
  edit('production/capakraken/Deployment-app.yaml', (text) => text.replace(/image: .*/, 'image: "ghcr.io/acme/web:latest"'));
  cpSync(join(dist, 'dev/capakraken/Namespace-capakraken-dev.yaml'), join(dist, 'dev/couchannel/Namespace-capakraken-dev.yaml'));
  writeFileSync(join(dist, 'stray.yaml'), 'a: [\n');
  writeFileSync(join(dist, 'dev/stray.yaml'), 'no: object\n');
  writeFileSync(join(dist, 'dev/cartrader/Widget-w.yaml'), 'apiVersion: acme.example/v1\nkind: Widget\nmetadata: { name: w, namespace: cartrader-dev }\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a verdict in parts', () => {
  const options = (): ValidateOptions => ({ schemas, environments: () => environments, dist, waivers: readWaivers(ROOT, undefined), today: '2026-11-21', isWhole: true });
  const judged = (isWanted?: WantedFiles): JudgedInputs => judgeInputs(readInputs([{ path: dist, shown: 'dist' }], isWanted), options());
  const answers = (of: JudgedInputs): string[] => (['text', 'json', 'sarif', 'junit', 'github'] satisfies ValidateForm[]).map((form) => validateAnswer(form, conclude(of, options()), { packageRoot: ROOT, style: PLAIN }));

  it('is that of one process, however many parts there are', () => {
    const whole = answers(judged());
    for (const told of ['replicas', 'capakraken-dev', 'stray.yaml', 'Widget', 'the very same object']) expect(whole[1]).toContain(told);
    for (const count of COUNTS) {
      const parts = shards(count).map((text): JudgedPart => filed(judgedPart(judged((steps) => fileInShard(parseShard(text), steps)), '', undefined)));
      expect(answers(mergedJudgement(parts))).toEqual(whole);
    }
  });

  it('reads each file once, in one part', () => {
    const files = (isWanted?: WantedFiles): string[] => [...readInputs([{ path: dist, shown: 'dist' }], isWanted)].map(({ file }) => file);
    for (const count of COUNTS) expect(shards(count).flatMap((text) => files((steps) => fileInShard(parseShard(text), steps))).sort()).toEqual(files().sort());
  });
});

describe('a difference in parts', () => {
  const compareOptions = { schemas, kubernetesOf: (name: string) => environments.get(name)!.target.kubernetes, isPlaced: true };
  const compared = (wanted: WantedPairs): DiffReport => {
    const [before, after] = [pairsInFolder(join(ROOT, 'dist'), 'dist', wanted), pairsInFolder(dist, 'new', wanted)];
    return { before: 'dist', after: 'new', mode: 'change', pairs: withProofs(compareSides(before, after, compareOptions), before, after, { ...compareOptions, waivers: [] }), notes: ['a note of all'] };
  };
  const answers = (report: DiffReport): string[] => (['text', 'json', 'markdown', 'html', 'github'] satisfies DiffForm[]).map((form) => diffAnswer(form, report, PLAIN));

  it('is that of one process, however many parts there are', () => {
    for (const stray of ['stray.yaml', 'dev/stray.yaml']) rmSync(join(dist, stray));
    const whole = answers(compared({}));
    expect(whole[1]).toContain('ghcr.io/acme/web:latest');
    for (const count of [1, 3]) {
      const [first, ...more] = shards(count).map((text): DiffPart => filed(diffPart(compared(pairsOfShard(text)))));
      expect(answers(mergedDiff([first!, ...more]))).toEqual(whole);
    }
  });

  it('is none where the parts compare different sides', () => {
    const part = diffPart({ before: 'a', after: 'b', mode: 'change', pairs: [], notes: [] });
    expect(() => mergedDiff([part, { ...part, before: 'c' }])).toThrow('different sides');
  });
});
