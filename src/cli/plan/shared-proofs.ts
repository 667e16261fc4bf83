import { type Counterexample, prove } from '../../plan/proof.ts';
import { type SchemaSource } from '../../plan/refusal.ts';
import { type PairManifests } from '../manifests/pair-manifests.ts';
import { type ChangeShape, changeShape, translated } from './change-shape.ts';
import { releasesOf } from './pair-releases.ts';

/** What was proven of a change, in its own names. */
export interface ChangeProof {
  readonly points: number;
  readonly stories: number;
  readonly counterexamples: readonly Counterexample[];
}

/** How a change is proven. */
export interface ProofOptions {
  /** The minor of the environment's cluster. */
  readonly kubernetes: string;
  readonly schemas: SchemaSource;
}

/** Proofs of many changes: those that differ in nothing but names are proven once. */
export class SharedProofs {
  readonly #known = new Map<string, { readonly names: ChangeShape['names']; readonly proof: ChangeProof }>();
  readonly #most: number;

  /** @param most how many different changes are proven at most; the others are not */
  constructor(most = Infinity) {
    this.#most = most;
  }

  /**
   * The proof of a change.
   *
   * @param before what is there; without objects, an empty cluster
   * @returns undefined where it is another one after the most that are proven
   */
  of(before: PairManifests | undefined, after: PairManifests, { kubernetes, schemas }: ProofOptions): ChangeProof | undefined {
    const { text, names } = changeShape(before, after, kubernetes);
    const known = this.#known.get(text);
    if (known !== undefined) return inNames(known.proof, known.names, names);
    if (this.#known.size >= this.#most) return undefined;
    const { former, release } = releasesOf(before, after);
    const { points, stories, counterexamples } = prove(former, release, { namespace: release.namespace, schemas });
    const proof: ChangeProof = { points, stories, counterexamples };
    this.#known.set(text, { names, proof });
    return proof;
  }
}

function inNames({ counterexamples, ...proof }: ChangeProof, from: readonly string[], to: readonly string[]): ChangeProof {
  const told = (text: string): string => translated(text, from, to);
  return { ...proof, counterexamples: counterexamples.map((one) => ({ ...one, key: told(one.key), story: one.story.map(told), ...(one.fix === undefined ? {} : { fix: told(one.fix) }) })) };
}
