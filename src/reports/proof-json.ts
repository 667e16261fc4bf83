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
  return { invariant, object: keyIdentity(key), story, ...(fix === undefined ? {} : { fix }) };
}

/** The object that a key names, as data. */
export function keyIdentity(key: string): object {
  const [group = '', kind = '', namespace = '', ...name] = key.split('/');
  return { group, kind, namespace, name: name.join('/') };
}
