import { type ObjectDiff } from '../diff/diff.ts';
import { type DiffReport, notesOf, originKey, type PairDiff, riskOf, type WrittenAt } from './diff-report.ts';
import { jsonText } from './json-text.ts';
import { proofJson } from './proof-json.ts';

/** Differences as `slipway.diff-report/v1`, as text. The same input gives the same bytes. */
export function diffJson(report: DiffReport): string {
  return `${jsonText(diffReportJson(report), 2)}\n`;
}

/** Differences as `slipway.diff-report/v1`: the pairs that differ, each with its `slipway.diff/v1`. */
export function diffReportJson(report: DiffReport): object {
  const { before, after, mode, pairs } = report;
  return { schema: 'slipway.diff-report/v1', mode, before, after, risk: riskOf(report), compared: pairs.length, notes: notesOf(report), pairs: pairs.filter(({ diff, expected }) => diff.objects.length > 0 || (expected?.changes ?? 0) > 0).map(pairJson) };
}

function pairJson({ environment, system, status, diff, origins, expected, proof }: PairDiff): object {
  return {
    environment,
    system,
    status,
    diff: { ...diff, objects: diff.objects.map((object) => objectJson(object, origins)) },
    ...(expected === undefined ? {} : { expected: { objects: expected.objects, changes: expected.changes, because: expected.because } }),
    ...(proof === undefined ? {} : { proof: proofJson(proof) }),
  };
}

function objectJson(object: ObjectDiff, origins: PairDiff['origins']): object {
  const { file, made, fields } = origins.get(originKey(object)) ?? {};
  return {
    ...object,
    changes: object.changes.map((change) => {
      const from = fields?.get(change.path);
      return from === undefined ? change : { ...change, from: placeJson(from) };
    }),
    ...(file === undefined ? {} : { file: placeJson(file) }),
    ...(made === undefined ? {} : { made: placeJson(made) }),
  };
}

function placeJson({ file, line, column }: WrittenAt): object {
  return { file, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
}
