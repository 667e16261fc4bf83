import { visible } from '../kernel/problem.ts';
import { count } from './columns.ts';
import { objectName } from './object-name.ts';
import { type Style } from './style.ts';
import { type ReportedFinding, type ValidateReport } from './validate-report.ts';

/** Findings as text for people: one paragraph each, why a rule is there where it first speaks, then what was judged. */
export function validateText(report: ValidateReport, style: Style): string {
  const { findings, waived } = report;
  const told = new Set<string>();
  const paragraphs = findings.map((finding) => {
    const isFirst = !told.has(finding.rule.id);
    told.add(finding.rule.id);
    return paragraph(finding, isFirst, style);
  });
  const answered = waived.map(({ finding, waiver }) => style.faint(visible(`waived  ${finding.rule.id}  ${whereOf(finding)}  until ${waiver.expires}, ${waiver.owner}: ${waiver.reason}`)));
  const end = [...answered, ...summary(report, style)].map((line) => `${line}\n`).join('');
  return [...paragraphs, end].join('\n');
}

function paragraph(finding: ReportedFinding, isFirst: boolean, style: Style): string {
  const { rule, severity, message, fix } = finding;
  const lines = [
    style.strong(visible(whereOf(finding))),
    `  ${severity === 'error' ? style.bad(severity) : style.changed(severity)}  ${visible(message)}  ${style.faint(`(${rule.id})`)}`,
    ...(isFirst ? [style.faint(`  why: ${visible(rule.why)}`)] : []),
    ...(fix === undefined ? [] : [`  fix: ${style.good(visible(fix))}`]),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function whereOf({ file, line, column, object, path }: ReportedFinding): string {
  const place = [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
  const inside = [object === undefined ? '' : objectName(object), path].filter((part) => part !== '').join(' › ');
  return inside === '' ? place : `${place}  ${inside}`;
}

function summary({ findings, waived, judged, notChecked, proven }: ValidateReport, style: Style): string[] {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const found = [...(errors === 0 ? [] : [style.bad(count(errors, 'error'))]), ...(warnings === 0 ? [] : [style.changed(count(warnings, 'warning'))]), ...(waived.length === 0 ? [] : [`${waived.length} waived`])];
  const by = `${count(judged.objects, 'object')} judged by ${count(judged.rules, 'rule')}${judged.kubernetes.length === 0 ? '' : ` for Kubernetes ${judged.kubernetes.join(', ')}`}`;
  const broken = findings.filter(({ rule }) => rule.family === 'plan').length;
  const first = findings[0];
  return [
    `${found.length === 0 ? style.good('no findings') : found.join(', ')}; ${by}`,
    ...(proven === undefined ? [] : [`${broken === 0 ? 'no counterexample' : count(broken, 'counterexample')} on the way from ${visible(proven.from)}: ${count(proven.pairs, 'pair')}, ${count(proven.points, 'failure point')}`, ...proven.scaled.map((line) => style.changed(visible(line)))]),
    ...notChecked.map(({ what, count: number }) => style.changed(visible(`not checked: ${number} × ${what}`))),
    ...(first === undefined ? [] : [`more: npx slipway explain ${first.rule.id}`]),
  ];
}
