import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { choose } from '../src/cli/validate/choice.ts';
import { judge } from '../src/cli/validate/judge.ts';
import { readSchemas } from '../src/cli/validate/read-schemas.ts';
import { toldOnce } from '../src/cli/validate/told-once.ts';
import { type Manifest } from '../src/kernel/manifest.ts';
import { type ReportedFinding } from '../src/reports/validate-report.ts';
import { ROOT } from './cli-project.ts';

const CORPUS = join(ROOT, '..', 'shared', 'fixtures', 'apiserver', 'admission.jsonl.gz');
const here = existsSync(CORPUS) ? describe : describe.skip;
const schemas = readSchemas(ROOT)('1.36');
const SOMEWHERE = { line: 1, column: 1 };
const positions = { positionOf: () => SOMEWHERE, keyPositionOf: () => SOMEWHERE };

/** Where two rules say different things of one field, as the API server itself does. */
const DIFFERENT_THINGS = [
  ['active-deadline-is-positive', 'workload-restarts-always'],
  ['job-count-is-not-negative', 'only-indexed-job-counts-indexes'],
  ['node-port-fits-service', 'service-port-is-unique'],
  ['restart-policy-is-known', 'workload-restarts-always'],
].map((pair) => pair.join(' '));

interface Case {
  readonly id: string;
  readonly verdict: string;
  readonly manifest?: Manifest;
}

here('what a real API server refused (skipped without ../shared)', () => {
  const rejected = gunzipSync(readFileSync(CORPUS)).toString().trim().split('\n').map((line) => JSON.parse(line) as Case).filter(({ verdict, manifest }) => verdict === 'rejected' && isObject(manifest));

  it.each([['as ours', true], ['as anybody\'s', false]])('is told once, by one rule for each field, by all families: %s', (_name, isOwn) => {
    const choice = choose({ rules: ['all'] }, isOwn);
    const twice = rejected.flatMap(({ id, manifest }) => {
      const { findings } = judge({ objects: [{ manifest: manifest!, positions, file: id, isContext: false }], isOwn, environment: undefined, system: undefined }, choice, { kubernetes: '1.36', schemas, whole: isOwn });
      return pairsAtOnePath(toldOnce(findings)).map((pair) => `${pair} (${id})`);
    });
    expect(rejected.length).toBeGreaterThan(1_000);
    expect(twice).toEqual([]);
  });
});

/** What is none is told of by whoever reads the file. */
function isObject(manifest: Manifest | undefined): boolean {
  return typeof manifest?.apiVersion === 'string' && typeof manifest.kind === 'string' && typeof (manifest.metadata ?? 0) === 'object';
}

/** Rules of which one is the API server's, and both speak of one field. */
function pairsAtOnePath(findings: readonly ReportedFinding[]): string[] {
  return findings.flatMap((one, index) =>
    findings.slice(index + 1).flatMap((other) => {
      if (one.path !== other.path || (one.rule.id === other.rule.id && one.message !== other.message)) return [];
      if (![one, other].some(({ rule, severity }) => severity === 'error' && (rule.family === 'schema' || rule.family === 'api'))) return [];
      const pair = [one.rule.id, other.rule.id].sort().join(' ');
      return DIFFERENT_THINGS.includes(pair) ? [] : [`${pair} at ${one.path}`];
    }),
  );
}
