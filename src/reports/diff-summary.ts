import { type Risk, RISKS } from '../diff/diff.ts';
import { type DiffReport } from './diff-report.ts';

/** How many objects of each risk an environment has. */
export interface EnvironmentSummary {
  readonly environment: string;
  /** Systems with a difference, and all that were compared. */
  readonly systems: { readonly changed: number; readonly compared: number };
  /** Objects that differ, by risk. */
  readonly objects: Readonly<Record<Risk, number>>;
}

/** The environments of a report in their order, what differs in each by risk. */
export function summaryOf({ pairs }: Pick<DiffReport, 'pairs'>): EnvironmentSummary[] {
  const found = new Map<string, { changed: number; compared: number; objects: Record<Risk, number> }>();
  for (const { environment, diff } of pairs) {
    const known = found.get(environment) ?? { changed: 0, compared: 0, objects: { none: 0, low: 0, medium: 0, high: 0, critical: 0 } };
    found.set(environment, known);
    known.compared++;
    if (diff.objects.length > 0) known.changed++;
    for (const { risk } of diff.objects) known.objects[risk]++;
  }
  return [...found].map(([environment, { changed, compared, objects }]) => ({ environment, systems: { changed, compared }, objects }));
}

/** The risks from the highest, for columns and lists. */
export const RISKS_DOWN: readonly Risk[] = [...RISKS].reverse();
