import { type Evidence } from '../evidence/evidence.ts';
import { assess, type PromotionCase, type RequirementState } from './assess.ts';

/** A bundle, and how far it is from being promoted. */
export interface Candidate {
  readonly bundle: string;
  /** Newest evidence about it in the source, which tells its parts; undefined where there is none. */
  readonly evidence: Evidence | undefined;
  readonly requirements: readonly RequirementState[];
}

/** What a promotion comes to. */
export type Choice =
  /** This bundle may go; what was published after it and may not is named, newest first. */
  | { readonly outcome: 'promotable'; readonly chosen: Candidate; readonly passedOver: readonly Candidate[] }
  /** The target has it already, and nothing newer is in the source. */
  | { readonly outcome: 'unchanged'; readonly bundle: string }
  /** Nothing may go; the newest that could come first. */
  | { readonly outcome: 'refused'; readonly passedOver: readonly Candidate[] };

/**
 * Chooses what is promoted: the newest bundle of the source that meets everything the target
 * requires. A definition that was merged after a verification is another bundle, so it waits for
 * its own; going back behind what the target has is a rollback, never a promotion.
 *
 * @param wanted id of the one bundle that may be chosen, or how it begins; undefined for the newest
 */
export function choosePromotion(facts: PromotionCase, wanted?: string): Choice {
  const bundles = newestFirst(facts);
  const live = facts.target.live?.bundle;
  const candidates = wanted === undefined ? upTo(bundles, live) : bundles.filter((bundle) => bundle.startsWith(wanted));
  if (candidates.length === 0 && wanted === undefined && live !== undefined) return { outcome: 'unchanged', bundle: live };
  if (wanted !== undefined && candidates.length === 1 && candidates[0] === live) return { outcome: 'unchanged', bundle: candidates[0]! };
  const passedOver: Candidate[] = [];
  for (const bundle of candidates) {
    const candidate = { bundle, evidence: evidenceAbout(bundle, facts), requirements: assess(bundle, facts, wanted !== undefined && candidates.length === 1) };
    // Of a beginning that fits several bundles nobody knows which is meant.
    if ((wanted === undefined || candidates.length === 1) && candidate.requirements.every(({ met }) => met)) return { outcome: 'promotable', chosen: candidate, passedOver };
    passedOver.push(candidate);
  }
  return { outcome: 'refused', passedOver };
}

/**
 * Every bundle that is or was in the source: what is published there now, then by the newest
 * evidence of what ran. Evidence of another check is no order: an old bundle may be tested again.
 */
function newestFirst({ sources, target }: PromotionCase): string[] {
  const from = sources.length === 0 ? [target] : sources;
  const live = from.flatMap((source) => (source.live === undefined ? [] : [source.live.bundle]));
  const ran = from.flatMap(({ evidence }) => evidence.filter(({ check }) => check === 'deployed' || check === 'ready').toReversed().map(({ bundle }) => bundle));
  return [...new Set([...live, ...ran])];
}

function upTo(bundles: readonly string[], live: string | undefined): string[] {
  const at = live === undefined ? -1 : bundles.indexOf(live);
  return at === -1 ? [...bundles] : bundles.slice(0, at);
}

function evidenceAbout(bundle: string, { sources, target }: PromotionCase): Evidence | undefined {
  return (sources.length === 0 ? [target] : sources).map(({ evidence }) => evidence.findLast((one) => one.bundle === bundle)).find((one) => one !== undefined);
}
