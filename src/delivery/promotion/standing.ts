import { type Evidence, ROLLBACK } from '../evidence/evidence.ts';

/** What is known of a bundle in one environment: of itself, and of the same manifests under another bundle. */
export interface Standing {
  /** What counts about it, approvals aside, oldest first; nothing from before it was last rolled back from. */
  readonly evidence: readonly Evidence[];
  /** Approvals of exactly this bundle, oldest first; none from before it was last rolled back from. */
  readonly approvals: readonly Evidence[];
  /** Approvals of it that a rollback has taken back. */
  readonly takenBack: readonly Evidence[];
  /** The line by which it was last rolled back from. */
  readonly rollback: Evidence | undefined;
}

/**
 * The git tree of the manifests that a bundle was last published as in an environment, as signed
 * evidence names it; undefined where none does. The published state is signed by nobody, so it
 * lends no evidence to a bundle.
 */
export function treeOf(bundle: string, evidence: readonly Evidence[]): string | undefined {
  return evidence.findLast((one) => one.bundle === bundle && one.tree !== '')?.tree;
}

/**
 * What counts about a bundle. A definition that changes nothing here makes another bundle of the
 * same manifests, and what was proven of manifests, or disproven, holds for every bundle that has
 * them. An approval is about one bundle alone: people approve what comes of it in the target, and
 * that another definition may change.
 */
export function standingOf(bundle: string, evidence: readonly Evidence[]): Standing {
  const tree = treeOf(bundle, evidence);
  const about = evidence.filter((one) => one.bundle === bundle || (one.check !== 'approval' && tree !== undefined && one.tree === tree));
  const at = about.findLastIndex(({ check }) => check === ROLLBACK);
  const [before, since] = [about.slice(0, at + 1), about.slice(at + 1)];
  const approves = ({ check }: Evidence): boolean => check === 'approval';
  return { evidence: since.filter((one) => !approves(one)), approvals: since.filter(approves), takenBack: before.filter(approves), rollback: about[at] };
}

/**
 * What is known of the manifests that are published, and does not count about the bundle that is
 * published yet, since no signed line says that it made them: `verify` does. Oldest first, nothing
 * from before these manifests were last rolled back from.
 *
 * @param live what is published, as its state says: signed by nobody, so this is for people to read and proves nothing
 */
export function waitingOf(live: { readonly bundle: string; readonly tree: string }, evidence: readonly Evidence[]): readonly Evidence[] {
  if (live.tree === '' || treeOf(live.bundle, evidence) !== undefined) return [];
  const alike = evidence.filter(({ check, tree }) => check !== 'approval' && tree === live.tree);
  return alike.slice(alike.findLastIndex(({ check }) => check === ROLLBACK) + 1);
}
