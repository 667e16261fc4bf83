/** What must be proven of a bundle before it comes into an environment, as `promotion.requires` says it. */
export type Requirement =
  | { readonly check: 'ready' | 'e2e' | 'ci' | 'signed-tag' }
  /** That many people other than the author agree. */
  | { readonly check: 'approvals'; readonly count: number }
  /** It has run for that long where it comes from; a duration such as `30m`, days allowed. */
  | { readonly check: 'soak'; readonly duration: string }
  /** It was not rolled back from there; or people have agreed since, or it is named. Always required. */
  | { readonly check: 'not-rolled-back' };

/** A requirement in words: `ready`, `2 approvals`, `30m of soak`. */
export function requirementText(requirement: Requirement): string {
  switch (requirement.check) {
    case 'approvals':
      return `${requirement.count} approval${requirement.count === 1 ? '' : 's'}`;
    case 'not-rolled-back':
      return 'no rollback';
    case 'soak':
      return `${requirement.duration} of soak`;
    default:
      return requirement.check;
  }
}
