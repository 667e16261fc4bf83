import { named } from '../plan/words.ts';
import { diffProof, proofSummary, PROOF_TITLE, type ToldCounterexample } from './diff-proof.ts';
import { thousands } from './diff-fold.ts';
import { type DiffReport } from './diff-report.ts';
import { scopeText } from './diff-scope.ts';
import { shownText } from './diff-value.ts';
import { githubData, githubProperty } from './github-command.ts';

/** Counterexamples as errors of a workflow, each at the file of its object where that differs. */
export function proofAnnotations(report: DiffReport): string {
  return (diffProof(report.pairs)?.told ?? []).filter(({ reason }) => reason === undefined).map((told) => annotation(told, report)).join('');
}

/** The line that says what was proven; empty where nothing was asked. */
export function proofLine({ pairs }: DiffReport): string {
  const proof = diffProof(pairs);
  return proof === undefined ? '' : `${PROOF_TITLE}: ${proofSummary(proof, thousands)}\n`;
}

function annotation({ counterexample: { invariant, key, story, fix }, object, pairs, scope }: ToldCounterexample, report: DiffReport): string {
  const place = report.pairs[pairs[0]!]!.origins.get(object)?.file;
  const at = place === undefined ? [] : [`file=${githubProperty(place.file)}`, ...(place.line === undefined ? [] : [`line=${place.line}`, `col=${place.column ?? 1}`])];
  const lines = [scopeText(scope, (each) => each), ...story.map((line, index) => `${index === 0 ? '' : '→ '}${line}`), ...(fix === undefined ? [] : [`fix: ${fix}`])].filter((line) => line !== '');
  return `::error ${[...at, `title=${githubProperty(`${invariant}: ${named(key)}`)}`].join(',')}::${githubData(lines.map((line) => shownText(line, 1_000)).join('\n'))}\n`;
}
