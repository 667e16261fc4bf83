import { type ApiSchemas } from '../../api/schema/api-schemas.ts';
import { RISKS } from '../../diff/diff.ts';
import { type Waiver } from '../../overlays/waivers.ts';
import { type PairProof } from '../../reports/pair-proof.ts';
import { type PairDiff } from '../../reports/diff-report.ts';
import { type PairManifests } from '../manifests/pair-manifests.ts';
import { SharedProofs } from './shared-proofs.ts';
import { apartWaived } from './waived.ts';

/** How many different changes one comparison proves: it has to stay quick, and `slipway validate --from` proves all. */
export const MOST_PROVEN = 40;

/** What proofs of a comparison depend on. */
export interface ProvePairsOptions {
  readonly schemas: (kubernetes: string) => ApiSchemas;
  /** The minor of an environment's cluster. */
  readonly kubernetesOf: (environment: string) => string;
  /** Those that hold. */
  readonly waivers: readonly Waiver[];
}

/**
 * Adds to each pair that differs what was proven of its change, the riskiest first. Only what slipway rendered is proven:
 * of anybody's manifests nobody knows how they are applied.
 */
export function withProofs(pairs: readonly PairDiff[], before: readonly PairManifests[], after: readonly PairManifests[], options: ProvePairsOptions): PairDiff[] {
  const [left, right] = [byPair(before), byPair(after)];
  const proofs = new SharedProofs(MOST_PROVEN);
  const found = new Map<PairDiff, PairProof>();
  const differing = pairs.filter(({ environment, system, diff }) => environment !== '' && system !== '' && diff.objects.length > 0);
  for (const pair of [...differing].sort((a, b) => RISKS.indexOf(b.diff.risk) - RISKS.indexOf(a.diff.risk))) {
    const [was, is] = [left.get(keyOf(pair)), right.get(keyOf(pair))];
    if (isRendered(was) && isRendered(is)) found.set(pair, proofOf(pair, was, is, proofs, options));
  }
  return pairs.map((pair) => {
    const proof = found.get(pair);
    return proof === undefined ? pair : { ...pair, proof };
  });
}

function proofOf(pair: PairDiff, before: PairManifests | undefined, after: PairManifests | undefined, proofs: SharedProofs, { schemas, kubernetesOf, waivers }: ProvePairsOptions): PairProof {
  if (after === undefined || after.objects.length === 0) return { outcome: 'unproven', why: 'goes as a whole' };
  const kubernetes = kubernetesOf(pair.environment);
  const proof = proofs.of(before, after, { kubernetes, schemas: () => schemas(kubernetes) });
  if (proof === undefined) return { outcome: 'unproven', why: `comes after ${MOST_PROVEN} other changes: slipway validate --from proves all` };
  const { points, stories } = proof;
  return { outcome: 'proven', points, stories, ...apartWaived(proof.counterexamples, pair, waivers) };
}

/** Whether all objects of a side say that slipway made them. */
function isRendered(side: PairManifests | undefined): boolean {
  return side === undefined || side.objects.every(({ manifest: { metadata } }) => (metadata.labels as Readonly<Record<string, unknown>> | undefined)?.['app.kubernetes.io/managed-by'] === 'slipway');
}

function byPair(pairs: readonly PairManifests[]): ReadonlyMap<string, PairManifests> {
  return new Map(pairs.map((pair) => [keyOf(pair), pair]));
}

function keyOf({ environment, system }: Pick<PairManifests, 'environment' | 'system'>): string {
  return JSON.stringify([environment, system]);
}
