import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ApiSchemas } from '../src/api/schema/api-schemas.ts';
import { apiFindings } from '../src/checks/api-verdict.ts';
import { type ImpactId } from '../src/diff/diff.ts';
import { diffManifests } from '../src/diff/diff-manifests.ts';
import { predictUpdate, type UpdateContext, type UpdateOutcome } from '../src/diff/update/predict-update.ts';
import { type Manifest } from '../src/kernel/manifest.ts';

const ROOT = resolve(__dirname, '..');
/** Another half of the corpus may be named instead. */
const CORPUS = process.env['SLIPWAY_IMPACT_CORPUS'] ?? resolve(ROOT, '../shared/fixtures/apiserver/impact.jsonl.gz');
const KUBERNETES = '1.36';

interface Case {
  readonly id: string;
  readonly kind: string;
  readonly mutation: string;
  readonly before: Manifest;
  readonly after: Manifest;
  readonly setup?: readonly Manifest[] | null;
  readonly outcome: Observed;
  readonly evidence: { readonly managedFieldsOnly?: boolean };
}

type Observed =
  | 'no-op' | 'metadata-only' | 'spec-changed-in-place' | 'scaled' | 'pods-rolled' | 'template-held'
  | 'rejected-immutable' | 'rejected-transition' | 'rejected-invalid' | 'rejected-ssa-schema';

/** What was seen, as slipway names it: from the mildest to the worst. */
const IMPACT_OF: Readonly<Record<Observed, { readonly impact: ImpactId; readonly predicted: UpdateOutcome['outcome']; readonly severity: number }>> = {
  'no-op': { impact: 'no-effect', predicted: 'no-op', severity: 0 },
  'metadata-only': { impact: 'metadata-only', predicted: 'metadata-only', severity: 1 },
  'spec-changed-in-place': { impact: 'in-place', predicted: 'in-place', severity: 2 },
  'template-held': { impact: 'held', predicted: 'held', severity: 2 },
  scaled: { impact: 'scale', predicted: 'scaled', severity: 3 },
  'pods-rolled': { impact: 'rolling-restart', predicted: 'rolled', severity: 4 },
  'rejected-ssa-schema': { impact: 'refused-by-apply', predicted: 'refused-by-apply', severity: 5 },
  'rejected-transition': { impact: 'refused-in-transition', predicted: 'transition', severity: 5 },
  'rejected-immutable': { impact: 'immutable-field', predicted: 'immutable', severity: 5 },
  'rejected-invalid': { impact: 'refused-as-invalid', predicted: 'invalid', severity: 5 },
};
const SEVERITY = new Map(Object.values(IMPACT_OF).map(({ predicted, severity }) => [predicted, severity]));

/** A change of who owns a field is nothing that anybody sees. */
function wanted({ outcome, evidence }: Case): Observed {
  return outcome === 'metadata-only' && evidence.managedFieldsOnly === true ? 'no-op' : outcome;
}

const describeCorpus = existsSync(CORPUS) ? describe : describe.skip;

describeCorpus('what a real API server did with each change', () => {
  let cases: readonly Case[];
  let context: UpdateContext;
  const results = new Map<string, UpdateOutcome['outcome']>();

  beforeAll(() => {
    cases = gunzipSync(readFileSync(CORPUS)).toString('utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Case);
    const packs = resolve(ROOT, 'imports/schemas');
    const schemas = new ApiSchemas(36, (pack) => (existsSync(resolve(packs, pack)) ? readFileSync(resolve(packs, pack), 'utf8') : undefined));
    const verdict = (manifest: Manifest): readonly string[] =>
      apiFindings([manifest], { kubernetes: KUBERNETES, schemas }).filter(({ severity }) => severity === 'error').map(({ path, message }) => `${path}: ${message}`);
    // The cluster of the corpus has this class, and its claims grow.
    context = { schemas, verdict, cluster: { isExpandable: (name) => (name === 'fast' ? true : undefined) } };
    for (const { id, before, after } of cases) results.set(id, predictUpdate(before, after, context).result.outcome);
  });

  it('is foretold to the letter in at least 98 of 100', () => {
    const wrong = cases.filter((each) => results.get(each.id) !== IMPACT_OF[wanted(each)].predicted);
    const lines = wrong.map((each) => `${each.id} ${each.kind}, ${each.mutation}: ${wanted(each)}, foretold ${results.get(each.id)}`);
    process.stdout.write(`${[confusion(cases, results), ...lines].join('\n')}\n`);
    expect((cases.length - wrong.length) / cases.length).toBeGreaterThanOrEqual(0.98);
  });

  it('is never worse than foretold', () => {
    const milder = cases.filter((each) => SEVERITY.get(results.get(each.id)!)! < IMPACT_OF[wanted(each)].severity);
    expect(milder.map(({ id, mutation }) => `${id} ${mutation}`)).toEqual([]);
  });

  it('is told to the reviewer by the one impact that stands for it, and by no other of them', () => {
    const outcomes = new Set<ImpactId>(Object.values(IMPACT_OF).map(({ impact }) => impact));
    const odd = cases.filter((each) => {
      const predicted = Object.values(IMPACT_OF).find(({ predicted: name }) => name === results.get(each.id))!.impact;
      const [object] = diffManifests([each.before], [each.after], context).objects;
      const told = new Set((object?.impacts ?? []).map(({ id }) => id).filter((id) => outcomes.has(id)));
      // Nothing is told of what means the same; and a workload that rolls may scale as well.
      if (object === undefined) return predicted !== 'no-effect' && predicted !== 'metadata-only';
      if (predicted !== 'scale') told.delete('scale');
      return told.size !== 1 || !told.has(predicted);
    });
    expect(odd.map(({ id, kind, mutation }) => `${id} ${kind} ${mutation}`)).toEqual([]);
  });
});

/** How often each kind's outcome was foretold as what: a line for each kind, and what was wrong in full. */
function confusion(cases: readonly Case[], results: ReadonlyMap<string, UpdateOutcome['outcome']>): string {
  const rows = new Map<string, Map<string, number>>();
  for (const each of cases) {
    const row = rows.get(each.kind) ?? new Map<string, number>();
    const predicted = Object.entries(IMPACT_OF).find(([, { predicted: name }]) => name === results.get(each.id))![0];
    const cell = wanted(each) === predicted ? predicted : `${wanted(each)} AS ${predicted}`;
    row.set(cell, (row.get(cell) ?? 0) + 1);
    rows.set(each.kind, row);
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, row]) => `${kind.padEnd(24)} ${[...row].sort(([a], [b]) => (a < b ? -1 : 1)).map(([cell, count]) => `${cell} ${count}`).join(', ')}`).join('\n');
}
