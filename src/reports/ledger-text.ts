import { visible } from '../kernel/problem.ts';
import { alignColumns, type Cell } from './columns.ts';
import { type EvidenceLine, type LedgerEnvironment, type LedgerFault, type LedgerReport } from './ledger-report.ts';
import { type Style } from './style.ts';

/** What is live where, since when, by which commit, on which evidence, as text. */
export function ledgerText({ system, environments }: LedgerReport, style: Style): string {
  if (environments.length === 0) return `${system} is deployed nowhere\n`;
  return environments.map((environment) => linesOf(environment, style).map((line) => `${line}\n`).join('')).join('\n');
}

function linesOf(environment: LedgerEnvironment, style: Style): string[] {
  const { live, evidence, waiting, verify, approved } = environment;
  const table = (rows: readonly Cell[][]): string[] => alignColumns(rows).map((line) => `  ${line}`);
  return [
    head(environment, style),
    ...(environment.doubt === undefined ? [] : [`    ${style.bad('!')} ${visible(environment.doubt.message)}`, `      fix: ${visible(environment.doubt.fix)}`]),
    ...table(evidence.map((line) => row(line, live?.bundle ?? '', style))),
    ...(waiting.length === 0 ? [] : [`  ${style.faint('of the same manifests; counts for this bundle once it is verified:')}`, ...table(waiting.map((line) => waitingRow(line, style)))]),
    ...(verify === undefined ? [] : [`  fix: ${visible(verify)}`]),
    ...(approved.length === 0 ? [] : [`  ${style.faint('of what is not published here:')}`, ...table(approved.map((line) => approvalRow(line, style)))]),
    ...faults(environment, style),
  ];
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

/** A pass that waits is no pass. */
function waitingRow(line: EvidenceLine, style: Style): Cell[] {
  const [mark, ...rest] = row(line, '', style);
  return [line.result === 'pass' ? { text: '·', paint: style.faint } : mark!, ...rest];
}

function approvalRow({ version, ...line }: LedgerEnvironment['approved'][number], style: Style): Cell[] {
  const [mark, check, at, by] = row(line, line.bundle, style);
  return [mark!, check!, at!, by!, { text: `${visible(version)}, bundle ${line.bundle.slice(0, 12)}${line.run === '' ? '' : `  ${visible(line.run)}`}`, paint: style.faint }];
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
