import { type Severity } from '../checks/rule.ts';

/** What reports tell of a rule. */
export interface RuleFacts {
  readonly id: string;
  /** What `--rules` calls the rules it belongs to. */
  readonly family: string;
  readonly severity: Severity;
  /** What goes wrong where it does not hold, as half a sentence. */
  readonly why: string;
  /** Where it comes from, as a link. */
  readonly source: string;
  /** First Kubernetes minor that it holds for. @default every minor */
  readonly since?: number;
  /** Last Kubernetes minor that it holds for. @default every minor */
  readonly until?: number;
  /** As `group/Kind`. @default every kind */
  readonly kinds?: readonly string[];
  /** A change that breaks it, what is told of that, and what to do instead; of rules that are asked of a change. */
  readonly example?: { readonly change: string; readonly story: readonly string[]; readonly instead: string };
}

/** What a rule wants, as words: its id is a sentence. */
export function whatOf({ id }: Pick<RuleFacts, 'id'>): string {
  return id.replaceAll('-', ' ');
}

/** The page of a rule, from the root of the repository. */
export function pageOf(id: string): string {
  return `docs/rules/${id}.md`;
}
