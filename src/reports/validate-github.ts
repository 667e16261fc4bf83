import { visible } from '../kernel/problem.ts';
import { count } from './columns.ts';
import { objectName } from './object-name.ts';
import { type ReportedFinding, type ValidateReport } from './validate-report.ts';
import { wellFormed } from './well-formed.ts';

/**
 * Findings as commands of GitHub Actions, which shows them beside the lines, then a summary.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function validateGithub({ findings, waived, judged, notChecked }: ValidateReport): string {
  const notices = notChecked.map(({ what, count: number }) => `::notice title=not checked::${data(`${number} × ${what}`)}\n`);
  const end = `slipway validate: ${count(findings.length, 'finding')}, ${waived.length} waived; ${count(judged.objects, 'object')} judged by ${count(judged.rules, 'rule')}\n`;
  return [...findings.map(annotation), ...notices, end].join('');
}

function annotation({ rule, severity, file, line, column, object, path, message, fix }: ReportedFinding): string {
  const about = [object === undefined ? '' : objectName(object), path].filter((part) => part !== '').join(' › ');
  const place = line === undefined ? '' : `,line=${line},col=${column ?? 1}`;
  const lines = [about, message, `why: ${rule.why}`, ...(fix === undefined ? [] : [`fix: ${fix}`])].filter((text) => text !== '').map(visible);
  return `::${severity} file=${property(file)}${place},title=${property(rule.id)}::${data(lines.join('\n'))}\n`;
}

/** A line break would begin another command. */
function data(text: string): string {
  return wellFormed(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(visible(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
