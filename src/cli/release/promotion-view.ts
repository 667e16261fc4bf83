import { type Attesters, openTrust } from '../../delivery/evidence/attester.ts';
import { describeFault } from '../../delivery/evidence/fault-problem.ts';
import { type ReachedLedger, refuseDamage } from '../ledger/refuse-damage.ts';
import { knownEnvironment, type PairLedger, readPairs } from '../../delivery/ledger/pair-ledger.ts';
import { type Candidate, type Choice, choosePromotion } from '../../delivery/promotion/choose.ts';
import { type PromotionCase } from '../../delivery/promotion/assess.ts';
import { type Requirement, requirementText } from '../../delivery/promotion/requirement.ts';
import { type Problem, UserError } from '../../kernel/problem.ts';
import { type Environment } from '../../overlays/environment.ts';
import { type RequirementReport } from '../../reports/promote-report.ts';

/** What decides a promotion. */
export interface PromotionView {
  readonly sources: readonly Environment[];
  readonly targets: readonly Environment[];
  readonly pairs: ReadonlyMap<string, PairLedger>;
  /** Evidence that counts for nothing, in words. */
  readonly notes: readonly string[];
}

/**
 * Reads what the ledger says of the environments that a promotion is about.
 *
 * @throws UserError where a file of them is damaged, with the lines that restore it
 */
export async function readPromotion(ledger: ReachedLedger, system: string, sources: readonly Environment[], targets: readonly Environment[], attesters: Attesters): Promise<PromotionView> {
  const names = [...new Set([...sources, ...targets].map(({ name }) => name))];
  const trust = openTrust(attesters);
  const pairs = await readPairs(ledger, system, names, trust);
  await refuseDamage(ledger, system, pairs, trust);
  const notes = pairs.flatMap(({ environment, evidence }) => evidence.faults.filter(({ acknowledged }) => acknowledged === undefined).map((fault) => sentence(describeFault(fault, { environment, system }))));
  return { sources, targets, pairs: new Map(pairs.map((pair) => [pair.environment, pair])), notes };
}

/** One bundle for all targets, or why there is none. */
export type PromotionChoice =
  | { readonly outcome: 'promotable'; readonly candidate: Candidate; readonly passedOver: readonly Candidate[]; readonly requirements: readonly RequirementReport[] }
  | { readonly outcome: 'unchanged'; readonly bundle: string }
  | { readonly outcome: 'refused'; readonly candidate: Candidate | undefined; readonly requirements: readonly RequirementReport[]; readonly reason?: string };

/**
 * Chooses what moves into all environments of a stage: the newest bundle that each of them accepts.
 *
 * @param wanted version, or beginning of the id, of the one bundle that may go
 * @param authors who wrote a bundle and who promotes it
 */
export async function chooseForAll(system: string, view: PromotionView, attesters: Attesters, wanted: string | undefined, authors: readonly string[]): Promise<PromotionChoice> {
  const id = wanted === undefined ? undefined : wantedBundle(wanted, view);
  const cases = view.targets.map((target): PromotionCase => ({
    system,
    sources: view.sources.map(({ name }) => knownEnvironment(view.pairs.get(name)!)),
    target: knownEnvironment(view.pairs.get(target.name)!),
    requires: requiredBy(target),
    attesters,
    authors,
    now: Date.now(),
  }));
  const choices = cases.map((facts) => choosePromotion(facts, id));
  const report = (bundle: string): RequirementReport[] => view.targets.flatMap((target, index) => candidateOf(choices[index]!, bundle, cases[index]!)?.requirements.map((state) => ({ ...stateReport(state), requiredBy: target.name })) ?? []);
  const refused = choices.find((choice) => choice.outcome === 'refused');
  if (refused !== undefined) {
    const candidate = refused.passedOver[0];
    return { outcome: 'refused', candidate, requirements: candidate === undefined ? [] : report(candidate.bundle), ...(candidate === undefined ? { reason: wanted === undefined ? `nothing was verified in ${view.sources.map(({ name }) => name).join(', ')} yet` : `${wanted} was never in ${view.sources.map(({ name }) => name).join(', ')}` } : {}) };
  }
  const promotable = choices.filter((choice) => choice.outcome === 'promotable');
  const [first] = promotable;
  if (first === undefined) return { outcome: 'unchanged', bundle: choices.flatMap((choice) => (choice.outcome === 'unchanged' ? [choice.bundle] : []))[0]! };
  const odd = promotable.find(({ chosen }) => chosen.bundle !== first.chosen.bundle);
  if (odd !== undefined) return { outcome: 'refused', candidate: first.chosen, requirements: report(first.chosen.bundle), reason: `the environments of the stage accept different bundles, ${first.chosen.bundle.slice(0, 12)} and ${odd.chosen.bundle.slice(0, 12)}: name one with --version` };
  return { outcome: 'promotable', candidate: first.chosen, passedOver: first.passedOver, requirements: report(first.chosen.bundle) };
}

/** What an environment that takes signed tags alone requires, it requires also where nobody wrote it down. */
export function requiredBy({ accepts, promotion: { requires } }: Environment): readonly Requirement[] {
  return accepts === 'signed-tags' && !requires.some(({ check }) => check === 'signed-tag') ? [...requires, { check: 'signed-tag' }] : requires;
}

function candidateOf(choice: Choice, bundle: string, facts: PromotionCase): Candidate | undefined {
  const all = choice.outcome === 'promotable' ? [choice.chosen, ...choice.passedOver] : choice.outcome === 'refused' ? choice.passedOver : [];
  const found = all.find((candidate) => candidate.bundle === bundle);
  if (found !== undefined || choice.outcome === 'unchanged') return found;
  const again = choosePromotion(facts, bundle);
  return again.outcome === 'promotable' ? again.chosen : again.outcome === 'refused' ? again.passedOver[0] : undefined;
}

function stateReport({ requirement, environment, met, found, evidence, fix }: Candidate['requirements'][number]): Omit<RequirementReport, 'requiredBy'> {
  return { requirement: requirementText(requirement), environment, met, found, evidence: evidence.map(({ id, by, at, run }) => ({ id, by, at, run })), fix };
}

/** @throws UserError where a version means several bundles */
function wantedBundle(wanted: string, { sources, pairs }: PromotionView): string {
  const known = sources.flatMap(({ name }) => pairs.get(name)!.evidence.evidence.filter(({ check }) => check === 'deployed' || check === 'ready'));
  const named = [...new Set(known.filter(({ version }) => version === wanted).map(({ bundle }) => bundle))];
  // Of one release that several definitions rendered, the newest is meant.
  return named.at(-1) ?? wanted;
}

function sentence({ file, line, message }: Problem): string {
  return `${file}:${line}  ${message}`;
}

/** @throws UserError when a stage takes nothing, or from elsewhere */
export function mustFollow(system: string, from: string, sources: readonly Environment[], targets: readonly Environment[]): void {
  const stages = new Set(sources.map(({ stage }) => stage));
  for (const { name, promotion } of targets) {
    if (promotion.from === undefined) throw new UserError({ message: `${name} takes releases directly, not by promotion`, fix: `npx slipway release ${system} --env ${name}` });
    if (!stages.has(promotion.from)) throw new UserError({ message: `${name} takes what was proven in ${promotion.from}, not in ${from}`, fix: `--from ${promotion.from}` });
  }
}
