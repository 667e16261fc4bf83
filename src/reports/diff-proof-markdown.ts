import { thousands } from './diff-fold.ts';
import { type DiffProof, diffProof, PROOF_TITLE, proofSummary, type ToldCounterexample } from './diff-proof.ts';
import { type DiffReport } from './diff-report.ts';
import { scopeText } from './diff-scope.ts';
import { markdownCode, markdownProse } from './markdown-text.ts';

/** What was proven, as Markdown, with so many counterexamples at most; empty where nothing was asked. */
export function proofMarkdown({ pairs }: DiffReport, most: number): string {
  const proof = diffProof(pairs);
  if (proof === undefined) return '';
  const { told, unproven } = proof;
  if (told.length + unproven.length === 0) return `**${PROOF_TITLE}**: ${proofSummary(proof, thousands)}\n`;
  const left = told.length - most;
  return [
    `#### ${PROOF_TITLE}\n`,
    `${proofSummary(proof, thousands)}\n`,
    ...told.slice(0, Math.max(0, most)).map(one),
    ...(left > 0 ? [`- and ${thousands(left)} more: ${countsOf(proof, most)}`] : []),
    ...unproven.slice(0, 5).map(({ why, scope }) => `- not proven: ${scopeText(scope, name)} ${markdownProse(why, 200)}`),
    '',
  ].join('\n');
}

function one({ counterexample: { invariant, story, fix }, scope, reason }: ToldCounterexample): string {
  const lines = story.length > MOST_LINES ? [...story.slice(0, 2), '…', ...story.slice(2 - MOST_LINES)] : story;
  const told = [...lines.map((line, index) => `${index === 0 ? '' : '→ '}${markdownProse(line, 300)}`), ...(fix === undefined ? [] : [`fix: ${markdownProse(fix, 300)}`])];
  return `- ${reason === undefined ? `**✗ ${invariant}**` : `${invariant}, accepted: ${markdownProse(reason, 200)}`} ${scopeText(scope, name)}<br>${told.join('<br>')}`;
}

/** Lines of a story; what is left out of a longer one is in its middle. */
const MOST_LINES = 8;

/** Of those that are not told, how many break what: by ids of ours alone, so that it is short whatever was found. */
function countsOf({ told }: DiffProof, most: number): string {
  const counts = new Map<string, number>();
  for (const { counterexample, reason } of told.slice(Math.max(0, most))) {
    const id = reason === undefined ? counterexample.invariant : `${counterexample.invariant} (accepted)`;
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return [...counts].map(([id, count]) => `${thousands(count)} × ${id}`).join(', ');
}

function name(text: string): string {
  return markdownCode(text, 60);
}
