import { visible } from '../kernel/problem.ts';
import { objectName } from './object-name.ts';
import { type ReportedFinding, type ValidateReport, type WaivedFinding } from './validate-report.ts';
import { wellFormed } from './well-formed.ts';

/**
 * Findings as JUnit XML, which CI servers show: a suite for each file with findings, a case for each finding, and
 * one that passes for all the rest. A warning is a failure of that type; what is waived is skipped.
 */
export function validateJunit({ findings, waived, judged, notChecked }: ValidateReport): string {
  const rows: readonly Row[] = [...findings.map((finding) => ({ finding })), ...waived.map(({ finding, waiver }) => ({ finding, waiver }))];
  const files = new Map<string, Row[]>();
  for (const row of rows) files.set(row.finding.file, [...(files.get(row.finding.file) ?? []), row]);
  const summary = `${judged.objects} objects judged by ${judged.rules} rules`;
  const notes = notChecked.map(({ what, count }) => `not checked: ${count} × ${what}`).join('\n');
  const suites = [...files].map(([file, cases]) => suite(file, cases.map(testCase), cases));
  const all = `    <testcase classname="slipway validate" name="${attribute(summary)}">${notes === '' ? '' : `<system-out>${content(notes)}</system-out>`}</testcase>\n`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="slipway validate" tests="${rows.length + 1}" failures="${findings.length}" errors="0" skipped="${waived.length}">\n${suite('slipway validate', [all], [])}${suites.join('')}</testsuites>\n`;
}

interface Row {
  readonly finding: ReportedFinding;
  readonly waiver?: WaivedFinding['waiver'];
}

function suite(name: string, cases: readonly string[], rows: readonly Row[]): string {
  const skipped = rows.filter(({ waiver }) => waiver !== undefined).length;
  return `  <testsuite name="${attribute(name)}" tests="${cases.length}" failures="${rows.length - skipped}" errors="0" skipped="${skipped}">\n${cases.join('')}  </testsuite>\n`;
}

function testCase({ finding, waiver }: Row): string {
  const { rule, severity, file, line, column, object, path, message, fix } = finding;
  const name = [rule.id, object === undefined ? '' : objectName(object), path].filter((part) => part !== '').join(' ');
  const place = [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
  const inside =
    waiver === undefined
      ? `<failure type="${severity}" message="${attribute(message)}">${content([place, message, `why: ${rule.why}`, ...(fix === undefined ? [] : [`fix: ${fix}`])].map(visible).join('\n'))}</failure>`
      : `<skipped message="${attribute(`waived until ${waiver.expires} by ${waiver.owner}: ${waiver.reason}`)}"/>`;
  return `    <testcase classname="${attribute(file)}" name="${attribute(name)}" file="${attribute(file)}"${line === undefined ? '' : ` line="${line}"`}>${inside}</testcase>\n`;
}

function attribute(text: string): string {
  return content(visible(text));
}

/** Characters that mean something in XML are written as entities; those that no XML may hold are gone by then, but for halves of characters. */
function content(text: string): string {
  return wellFormed(text)
    .replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)
    .replace(/[\ufffe\uffff]/g, '\ufffd');
}
