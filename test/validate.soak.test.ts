import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { anyManifests } from '../src/checks/test-support/any-manifests.ts';
import { readDocuments } from '../src/cli/validate/read-documents.ts';
import { validateText } from '../src/cli/validate/test-support.ts';
import { PLAIN } from '../src/reports/style.ts';
import { validateGithub } from '../src/reports/validate-github.ts';
import { validateJson } from '../src/reports/validate-json.ts';
import { validateJunit } from '../src/reports/validate-junit.ts';
import { type ValidateReport } from '../src/reports/validate-report.ts';
import { validateSarif } from '../src/reports/validate-sarif.ts';
import { validateText as asText } from '../src/reports/validate-text.ts';
import { ROOT } from './cli-project.ts';
import { atThisPace } from '../src/kernel/test-support/pace.ts';

const CORPUS = ['dist/production/capakraken', 'dist/staging/tradepulse', 'dist/dev/cartrader'].flatMap((folder) => readdirSync(join(ROOT, folder)).map((name) => readFileSync(join(ROOT, folder, name), 'utf8')));

/** What every verdict is, whatever it is about: told in every form, in bounds, with nothing passed over. */
function expectVerdict(report: ValidateReport, files: number): void {
  for (const { file, line, column, message, rule } of report.findings) {
    expect(message).not.toBe('');
    expect(rule).toBeDefined();
    expect(file).not.toBe('');
    if (line !== undefined) expect([line >= 1, column! >= 1]).toEqual([true, true]);
  }
  const skipped = report.notChecked.reduce((sum, { count }) => sum + count, 0);
  expect(report.judged.files + skipped).toBeGreaterThanOrEqual(files);
  if (report.judged.objects === 0) expect(report.findings.length + skipped).toBeGreaterThan(0);
  expect(JSON.parse(JSON.stringify(validateJson(report)))).toMatchObject({ schema: 'slipway.validate/v1' });
  expect(JSON.parse(JSON.stringify(validateSarif(report, '0.1.0')))).toMatchObject({ version: '2.1.0' });
  expect(asText(report, PLAIN).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
  expect(validateJunit(report).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}]/u);
  for (const line of validateGithub(report).trimEnd().split('\n')) expect(line).toMatch(/^(::(error|warning|notice) |slipway validate: )/);
}

/** An edit of a text: something cut, doubled, moved or put in, as editors and merges do. */
const edit = fc.record({
  at: fc.nat(),
  length: fc.nat({ max: 200 }),
  put: fc.oneof(
    fc.constantFrom('\n---\n', '\t', '- ', ': ', '[', '}', '"', '&a ', '*a', '<<: *a\n', '!!binary ', '|\n', '%YAML 1.2\n', '\r\n', '\u0000', '\ufeff', '__proto__: {}\n', 'null', '~', '1e999', 'kind: List\nitems: []\n', '<<<<<<< HEAD\n'),
    fc.string(),
  ),
});

describe('slipway validate', () => {
  it('judges any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => expectVerdict(validateText({ 'a.yaml': bytes }), 1)),
      { numRuns: 2_000 },
    );
  });

  it('judges any text that looks like YAML', () => {
    const line = fc.tuple(fc.nat({ max: 8 }), fc.constantFrom('apiVersion: v1', 'kind: Pod', 'kind: List', 'metadata:', 'name: a', '- a', '- - b', 'items:', '---', '...', 'x: |', '? a', 'a: &a [*a]', '<<: *a', '# c', 'spec: {containers: [{name: 1}]}', '{', '"', "'")).map(([indent, text]) => ' '.repeat(indent) + text);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => expectVerdict(validateText({ 'a.yaml': lines.join('\n') }), 1)),
      { numRuns: 3_000 },
    );
  });

  it('judges what is left of real manifests after any edits', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CORPUS), fc.array(edit, { minLength: 1, maxLength: 6 }), (text, edits) => {
        let edited = text;
        for (const { at, length, put } of edits) {
          const start = at % (edited.length + 1);
          edited = edited.slice(0, start) + put + edited.slice(start + length);
        }
        expectVerdict(validateText({ 'a.yaml': edited }, { rules: ['all'] }), 1);
      }),
      { numRuns: 3_000 },
    );
  });

  it('judges any objects', () => {
    fc.assert(
      fc.property(anyManifests(), (manifests) => {
        const text = manifests.map((manifest) => JSON.stringify(manifest)).join('\n---\n');
        expectVerdict(validateText({ 'a.yaml': text }, { rules: ['all'] }), 1);
      }),
      { numRuns: 1_000 },
    );
  });

  it('judges the good documents of a file as if the bad ones were not there', () => {
    const bad = fc.constantFrom('a: [', '- a', '"', 'a: &a *a', 'kind: 1', '\ta: b', '{"a": 1');
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...CORPUS).map((text) => ({ text, isGood: true })), bad.map((text) => ({ text, isGood: false }))), { minLength: 1, maxLength: 12 }), (documents) => {
        const { objects, problems } = readDocuments(documents.map(({ text }) => text.replace(/^---\n/, '')).join('\n---\n'), 'a.yaml');
        expect([objects.length, problems.length > 0]).toEqual([documents.filter(({ isGood }) => isGood).length, documents.some(({ isGood }) => !isGood)]);
      }),
      { numRuns: 500 },
    );
  });

  it('takes bounded time over what is made to take long', () => {
    const hostile: Record<string, string> = {
      marks: '---\n'.repeat(1_000_000),
      'marks with nothing but blanks': '--- \n'.repeat(1_000_000),
      'an item a document': '---\n- a\n'.repeat(500_000),
      comments: '#\n'.repeat(4_000_000),
      'one long line': `a: ${'x'.repeat(10_000_000)}`,
      'a map of many keys': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n${Array.from({ length: 100_000 }, (_, i) => `  k${i}: v\n`).join('')}`,
      'open brackets': '['.repeat(5_000_000),
      'open quotes': '"\n'.repeat(1_000_000),
      'aliases in every document': Array.from({ length: 500 }, () => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\na: &a [${'x,'.repeat(100)}]\nb: [${Array(20).fill('*a').join(',')}]\n`).join('---\n'),
    };
    for (const [name, text] of Object.entries(hostile)) {
      const started = process.cpuUsage();
      const report = validateText({ 'a.yaml': text });
      expect([name, report.findings.length + report.judged.objects > 0]).toEqual([name, true]);
      const { user, system } = process.cpuUsage(started);
      expect([name, (user + system) / 1_000 < atThisPace(20_000)]).toEqual([name, true]);
    }
  });
});
