import { thousands } from './diff-fold.ts';
import { diffProof, PROOF_TITLE, proofSummary, type ToldCounterexample } from './diff-proof.ts';
import { type DiffReport } from './diff-report.ts';
import { scopeText } from './diff-scope.ts';
import { shownText } from './diff-value.ts';
import { type Style } from './style.ts';
import { type Piece, wrapPieces } from './wrap-text.ts';

/** How many counterexamples are told; the others are counted. */
const MOST_TOLD = 20;

/** What was proven, as lines of at most so many columns: one where nothing was found. */
export function proofLines({ pairs }: DiffReport, width: number, style: Style): string[] {
  const proof = diffProof(pairs);
  if (proof === undefined) return [];
  const wrap = (first: number, indent: number, ...pieces: readonly Piece[]): string[] => {
    const [head = '', ...rest] = wrapPieces(pieces, width, first, indent);
    return [`${' '.repeat(first)}${head}`, ...rest];
  };
  const isGood = proof.clean === proof.pairs;
  const one = ({ counterexample: { invariant, story, fix }, scope, reason }: ToldCounterexample): string[] => [
    ...wrap(2, 6, { text: reason === undefined ? '✗ ' : '= ', paint: reason === undefined ? style.bad : style.faint }, { text: shown(invariant), paint: reason === undefined ? style.strong : style.faint }, { text: `  ${scopeText(scope, (name) => shownText(name, 100))}` }, ...(reason === undefined ? [] : [{ text: `  accepted: ${shown(reason)}`, paint: style.faint }])),
    ...story.flatMap((line, index) => wrap(6, 8, { text: `${index === 0 ? '' : '→ '}${shown(line)}` })),
    ...(fix === undefined ? [] : wrap(6, 8, { text: 'fix: ' }, { text: shown(fix), paint: style.good })),
  ];
  const left = proof.told.length - MOST_TOLD;
  return [
    ...wrap(0, 2, { text: `${PROOF_TITLE}: `, paint: style.strong }, { text: proofSummary(proof, thousands), ...(proof.pairs === 0 ? {} : { paint: isGood ? style.good : style.bad }) }),
    ...proof.told.slice(0, MOST_TOLD).flatMap(one),
    ...(left > 0 ? wrap(2, 6, { text: `and ${thousands(left)} more: slipway plan tells all`, paint: style.faint }) : []),
    ...proof.unproven.flatMap(({ why, scope }) => wrap(2, 6, { text: `not proven: ${scopeText(scope, (name) => shownText(name, 100))} ${why}`, paint: style.changed })),
    '',
  ];
}

function shown(text: string): string {
  return shownText(text, 600);
}
