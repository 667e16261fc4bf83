import { visible } from '../kernel/problem.ts';
import { alignColumns, type Cell } from './columns.ts';
import { type EvidenceLine, type LedgerEnvironment, type LedgerFault, type LedgerReport } from './ledger-report.ts';
import { type Style } from './style.ts';

/** What is live where, since when, by which commit, on which evidence, as text. */
export function ledgerText({ system, environments }: LedgerReport, style: Style): string {
  if (environments.length === 0) return `${system} is deployed nowhere\n`;
  return environments.map((environment) => [head(environment, style), ...alignColumns(environment.evidence.map((line) => row(line, environment.live?.bundle ?? '', style))).map((line) => `  ${line}`), ...faults(environment, style)].map((line) => `${line}\n`).join('')).join('\n');
}

function head({ environment, live }: LedgerEnvironment, style: Style): string {
  if (live === undefined) return `${style.strong(environment)}  ${style.faint('nothing is published')}`;
  const since = live.since === undefined ? 'not known to be deployed' : `since ${minute(live.since)}`;
  return `${style.strong(environment)}  ${live.version}  ${since}  ${style.faint(`bundle ${live.bundle.slice(0, 12)}, defined by ${live.definition.slice(0, 7)}, published from ${live.revision.slice(0, 7)} as ${live.commit.slice(0, 7)}`)}`;
}

function row({ check, result, by, at, run, bundle }: EvidenceLine, live: string, style: Style): Cell[] {
  const [mark, paint] = result === 'pass' ? ['✓', style.good] : ['✗', style.bad];
  const alike = bundle === live ? '' : `${run === '' ? '' : '  '}same manifests, bundle ${bundle.slice(0, 12)}`;
  return [{ text: mark, paint }, { text: check }, { text: minute(at) }, { text: by }, { text: `${visible(run)}${alike}`, paint: style.faint }];
}

function faults({ faults: found, damaged, restore }: LedgerEnvironment, style: Style): string[] {
  const lines = found.flatMap((fault) => faultLines(fault, style));
  return damaged ? [...lines, `    ${style.bad('nothing in this file counts until it is restored')}`, ...restore.map((line, index) => `    ${index === 0 ? 'fix: ' : '     '}${visible(line)}`)] : lines;
}

function faultLines({ place, message, acknowledged, fix }: LedgerFault, style: Style): string[] {
  if (acknowledged !== undefined) return [style.faint(`    - ${place}  ${visible(message)}`), style.faint(`      acknowledged ${minute(acknowledged.at)} by ${acknowledged.by}: ${visible(acknowledged.reason)}`)];
  return [`    ${style.bad('!')} ${place}  ${visible(message)}`, ...(fix === undefined ? [] : [`      fix: ${visible(fix)}`])];
}

/** `2026-11-20 14:02`, UTC. */
function minute(at: string): string {
  return at.slice(0, 16).replace('T', ' ');
}
