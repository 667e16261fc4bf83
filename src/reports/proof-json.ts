import { identityOfKey } from '../kernel/manifest.ts';
import { type Counterexample } from '../plan/proof.ts';
import { type PairProof } from './pair-proof.ts';

/** What was proven of a pair's change, or why it was not, as data. */
export function proofJson(proof: PairProof): object {
  if (proof.outcome === 'unproven') return { outcome: 'unproven', why: proof.why };
  const { points, stories, counterexamples, waived } = proof;
  return { outcome: 'proven', points, stories, counterexamples: counterexamples.map(counterexampleJson), waived: waived.map(({ counterexample, reason }) => ({ ...counterexampleJson(counterexample), reason })) };
}

/** A counterexample as data. */
export function counterexampleJson({ invariant, key, story, fix }: Counterexample): object {
  return { invariant, object: identityOfKey(key), story, ...(fix === undefined ? {} : { fix }) };
}
