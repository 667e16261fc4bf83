import { type Attesters } from '../evidence/attester.ts';
import { type Evidence } from '../evidence/evidence.ts';

/** Who agrees that a bundle comes into an environment. */
export interface Approvals {
  /** Newest approvals, one of each person, the author's left out. */
  readonly given: readonly Evidence[];
  /** Approvals that do not count, each with the reason in words. */
  readonly passedOver: readonly { readonly evidence: Evidence; readonly reason: string }[];
  /** Newest words of people who refuse, the author among them. */
  readonly objections: readonly Evidence[];
}

/**
 * Who agrees with a bundle. Of each person the newest word counts: who approved may object later,
 * and who objects holds the bundle up until saying otherwise.
 *
 * @param approvals words about that very bundle in the target, oldest first
 * @param authors addresses and accounts of who wrote the release and who promotes it: nobody approves their own
 */
export function approvalsOf(approvals: readonly Evidence[], attesters: Attesters, authors: readonly string[]): Approvals {
  const newest = new Map<string, Evidence>();
  for (const one of approvals) newest.set(one.by, one);
  const words = [...newest.values()];
  const wrote = new Set(authors.map(fold));
  const verdicts = words.filter(({ result }) => result === 'pass').map((one) => ({ evidence: one, reason: whyNot(one.by, attesters, wrote) }));
  return {
    given: verdicts.filter(({ reason }) => reason === undefined).map(({ evidence: one }) => one),
    passedOver: verdicts.flatMap(({ evidence: one, reason }) => (reason === undefined ? [] : [{ evidence: one, reason }])),
    objections: words.filter(({ result }) => result === 'fail'),
  };
}

function whyNot(name: string, attesters: Attesters, authors: ReadonlySet<string>): string | undefined {
  const identities = Object.hasOwn(attesters, name) ? attesters[name]!.identities : [];
  // Of somebody unknown nobody can say that it was not the author.
  if (identities.length === 0) return 'its identities are not listed, so it may be the author';
  return [name, ...identities].some((identity) => authors.has(fold(identity))) ? 'wrote or promotes it' : undefined;
}

/** Addresses and accounts are the same in upper and lower case. */
function fold(identity: string): string {
  return identity.trim().toLowerCase();
}
