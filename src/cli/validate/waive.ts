import { type ReportedFinding, type WaivedFinding } from '../../reports/validate-report.ts';
import { isAbout, type Waiver } from '../../overlays/waivers.ts';
import { type RuleFacts } from '../../reports/rule-facts.ts';
import { WAIVER_IS_CURRENT, WAIVER_IS_USED } from './file-rules.ts';

/** Findings after waivers. */
export interface Waived {
  /** What nobody answers for, with what is wrong with the waivers themselves. */
  readonly findings: readonly ReportedFinding[];
  readonly waived: readonly WaivedFinding[];
}

/**
 * Takes out the findings that somebody answers for.
 *
 * @param today `2026-11-21`, UTC
 * @param isWhole whether everything was judged that a waiver may be about, so that an unused one is left over
 */
export function waive(findings: readonly ReportedFinding[], waivers: readonly Waiver[], today: string, isWhole: boolean): Waived {
  const used = new Set<Waiver>();
  const left: ReportedFinding[] = [];
  const waived: WaivedFinding[] = [];
  for (const finding of findings) {
    const { rule, object, environment, system } = finding;
    const fitting = object === undefined ? [] : waivers.filter((waiver) => isAbout(waiver, { rule: rule.id, object, environment, system }));
    for (const waiver of fitting) used.add(waiver);
    const current = fitting.find(({ expires }) => expires >= today);
    if (current === undefined) left.push(finding);
    else waived.push({ finding, waiver: { reason: current.reason, owner: current.owner, expires: current.expires, file: current.file, line: current.line } });
  }
  for (const waiver of waivers) {
    if (waiver.expires < today) left.push(ofWaiver(waiver, WAIVER_IS_CURRENT, `the waiver of ${waiver.rule} ended on ${waiver.expires}; ${waiver.owner} answers for it`, 'mend what it is about and delete it, or agree on another day'));
    else if (isWhole && !used.has(waiver)) left.push(ofWaiver(waiver, WAIVER_IS_USED, `the waiver of ${waiver.rule} waives nothing any more`, 'delete it'));
  }
  return { findings: left, waived };
}

function ofWaiver({ file, line, column }: Waiver, rule: RuleFacts, message: string, fix: string): ReportedFinding {
  return { rule, severity: rule.severity, file, line, column, path: '', message, fix };
}
