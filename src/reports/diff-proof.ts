import { type Counterexample } from '../plan/proof.ts';
import { neutralName } from './diff-fold.ts';
import { type PairDiff } from './diff-report.ts';
import { type ScopeParts, scopeOf } from './diff-scope.ts';

/** What the proofs of a report say, the same of several pairs once. */
export interface DiffProof {
  /** The pairs that were proven, and at how many points of them something went wrong, in how many stories. */
  readonly pairs: number;
  readonly points: number;
  readonly stories: number;
  /** Pairs that nothing was found for. */
  readonly clean: number;
  /** The shortest first; what somebody answers for comes after all others. */
  readonly told: readonly ToldCounterexample[];
  readonly unproven: readonly { readonly why: string; readonly scope: ScopeParts }[];
}

/** A counterexample, and the pairs that it is the same in. */
export interface ToldCounterexample {
  /** As it is told of the first of them, or of all, with the names left out that are their own. */
  readonly counterexample: Counterexample;
  /** Whose it is in the first of them, by key. */
  readonly object: string;
  readonly pairs: readonly number[];
  readonly scope: ScopeParts;
  /** Why somebody accepts it. */
  readonly reason?: string;
}

/** Above what was proven. */
export const PROOF_TITLE = 'Proven: what serves on the way';

/** What was proven of the pairs of a report; undefined where nothing was asked. */
export function diffProof(pairs: readonly PairDiff[]): DiffProof | undefined {
  const groups = new Map<string, { first: ToldCounterexample; neutral: Counterexample; pairs: number[]; told: Set<string> }>();
  const unproven = new Map<string, number[]>();
  const sums = { pairs: 0, points: 0, stories: 0, clean: 0 };
  const add = (index: number, counterexample: Counterexample, reason?: string): void => {
    const neutral = neutralOf(counterexample, pairs[index]!);
    const id = JSON.stringify([neutral, reason ?? '']);
    const group = groups.get(id) ?? { first: { counterexample, object: counterexample.key, pairs: [], scope: { parts: [], pairs: 0 }, ...(reason === undefined ? {} : { reason }) }, neutral, pairs: [], told: new Set() };
    groups.set(id, group);
    group.pairs.push(index);
    group.told.add(JSON.stringify(counterexample));
  };
  for (const [index, { proof }] of pairs.entries()) {
    if (proof === undefined) continue;
    if (proof.outcome === 'unproven') {
      unproven.set(proof.why, [...(unproven.get(proof.why) ?? []), index]);
      continue;
    }
    sums.pairs += 1;
    sums.points += proof.points;
    sums.stories += proof.stories;
    if (proof.counterexamples.length === 0) sums.clean += 1;
    for (const counterexample of proof.counterexamples) add(index, counterexample);
    for (const { counterexample, reason } of proof.waived) add(index, counterexample, reason);
  }
  if (sums.pairs === 0 && unproven.size === 0) return undefined;
  const told = [...groups.values()].map(({ first, neutral, pairs: of, told: texts }): ToldCounterexample => ({ ...first, counterexample: texts.size === 1 ? first.counterexample : neutral, pairs: of, scope: scopeOf(pairs, of) }));
  return { ...sums, told: told.sort(compareTold), unproven: [...unproven].map(([why, of]) => ({ why, scope: scopeOf(pairs, of) })) };
}

/** What was found, or that it was nothing, and for how many pairs: `nothing found for 2 pairs, at 57 points of failure`. */
export function proofSummary({ pairs, points, clean, told }: DiffProof, number: (value: number) => string): string {
  const at = `${number(points)} ${points === 1 ? 'point' : 'points'} of failure`;
  const of = (value: number, noun: string): string => `${number(value)} ${noun}${value === 1 ? '' : 's'}`;
  if (pairs === 0) return 'nothing was proven';
  if (clean === pairs) return `nothing found for ${of(pairs, 'pair')}, at ${at}`;
  const found = told.filter(({ reason }) => reason === undefined).length;
  return `${of(found, 'counterexample')} for ${number(pairs - clean)} of ${of(pairs, 'pair')}, at ${at}`;
}

function neutralOf({ invariant, key, story, fix }: Counterexample, pair: PairDiff): Counterexample {
  const neutral = (text: string): string => neutralName(text, pair);
  return { invariant, key: neutral(key), story: story.map(neutral), ...(fix === undefined ? {} : { fix: neutral(fix) }) };
}

function compareTold(a: ToldCounterexample, b: ToldCounterexample): number {
  return Number(a.reason !== undefined) - Number(b.reason !== undefined) || a.counterexample.story.length - b.counterexample.story.length || compare(a.counterexample.invariant, b.counterexample.invariant) || (a.pairs[0] ?? 0) - (b.pairs[0] ?? 0) || compare(a.counterexample.key, b.counterexample.key);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
