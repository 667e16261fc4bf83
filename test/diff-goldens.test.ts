import { describe, expect, it, jest } from '@jest/globals';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { diffMarkdown } from '../src/reports/diff-markdown.ts';
import { type DiffReport } from '../src/reports/diff-report.ts';
import { diffText } from '../src/reports/diff-text.ts';
import { PLAIN } from '../src/reports/style.ts';
import { reportOf, SCENARIOS } from './diff-scenarios.ts';
import { ROOT } from './cli-project.ts';

jest.setTimeout(60_000);

const FOLDER = join(ROOT, 'test', 'goldens', 'diff');
/** `SLIPWAY_GOLDENS=write npx jest test/diff-goldens` writes them anew, to be read before they are committed. */
const isWritten = process.env['SLIPWAY_GOLDENS'] === 'write';

const FORMS: Readonly<Record<string, (report: DiffReport) => string>> = {
  txt: (report) => diffText(report, 100, PLAIN),
  md: diffMarkdown,
};

describe('what a reviewer is told', () => {
  it.each(Object.entries(SCENARIOS))('%s', async (name, scenario) => {
    const report = await reportOf(scenario);
    for (const [form, write] of Object.entries(FORMS)) {
      const path = join(FOLDER, `${name}.${form}`);
      const text = write(report);
      if (isWritten) {
        mkdirSync(FOLDER, { recursive: true });
        writeFileSync(path, text);
      }
      expect(text).toBe(existsSync(path) ? readFileSync(path, 'utf8') : `(no file ${path})`);
    }
  });

  it('is kept of these alone', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(SCENARIOS).flatMap((name) => Object.keys(FORMS).map((form) => `${name}.${form}`)).sort());
  });
});
