import { thousands } from './diff-fold.ts';
import { diffProof, PROOF_TITLE, proofSummary, type ToldCounterexample } from './diff-proof.ts';
import { type DiffReport } from './diff-report.ts';
import { scopeText } from './diff-scope.ts';

/** Counterexamples in a page; the others are counted. */
const MOST_TOLD = 200;

/**
 * What was proven, as a section of a page; empty where nothing was asked.
 *
 * @param text makes anybody's text safe to stand in HTML
 */
export function proofHtml({ pairs }: DiffReport, text: (value: string) => string): string {
  const proof = diffProof(pairs);
  if (proof === undefined) return '';
  const one = ({ counterexample: { invariant, story, fix }, scope, reason }: ToldCounterexample): string =>
    `<li><strong${reason === undefined ? ' class="risk high"' : ''}>${text(invariant)}</strong> <span class="faint">${text(scopeText(scope, (name) => name))}${reason === undefined ? '' : ` · accepted: ${text(reason)}`}</span><br>${story.map(text).join('<br>→ ')}${fix === undefined ? '' : `<br><span class="faint">fix: ${text(fix)}</span>`}</li>`;
  const left = proof.told.length - MOST_TOLD;
  const items = [
    ...proof.told.slice(0, MOST_TOLD).map(one),
    ...(left > 0 ? [`<li>and ${thousands(left)} more</li>`] : []),
    ...proof.unproven.map(({ why, scope }) => `<li>not proven: ${text(scopeText(scope, (name) => name))} ${text(why)}</li>`),
  ];
  return `<section aria-labelledby="proof"><h2 id="proof">${PROOF_TITLE}</h2><p>${text(proofSummary(proof, thousands))}</p>${items.length === 0 ? '' : `<ul>${items.join('')}</ul>`}</section>`;
}
