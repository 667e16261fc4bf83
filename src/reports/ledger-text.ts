import { visible } from '../kernel/problem.ts';
import { alignColumns, type Cell } from './columns.ts';
import { type EvidenceLine, type LedgerEnvironment, type LedgerReport } from './ledger-report.ts';
import { type Style } from './style.ts';

/** What is live where, since when, by which commit, on which evidence, as text. */
export function ledgerText({ system, environments }: LedgerReport, style: Style): string {
  if (environments.length === 0) return `${system} is deployed nowhere\n`;
  return environments.map((environment) => [head(environment, style), ...alignColumns(environment.evidence.map((line) => row(line, style))).map((line) => `  ${line}`), ...faults(environment, style)].map((line) => `${line}\n`).join('')).join('\n');
}

function head({ environment, live }: LedgerEnvironment, style: Style): string {
  if (live === undefined) return `${style.strong(environment)}  ${style.faint('nothing is published')}`;
  const since = live.since === undefined ? 'not known to be deployed' : `since ${minute(live.since)}`;
  return `${style.strong(environment)}  ${live.version}  ${since}  ${style.faint(`bundle ${live.bundle.slice(0, 12)}, defined by ${live.definition.slice(0, 7)}, published from ${live.revision.slice(0, 7)} as ${live.commit.slice(0, 7)}`)}`;
}

function row({ check, result, by, at, run }: EvidenceLine, style: Style): Cell[] {
  const [mark, paint] = result === 'pass' ? ['✓', style.good] : ['✗', style.bad];
  return [{ text: mark, paint }, { text: check }, { text: minute(at) }, { text: by }, { text: visible(run), paint: style.faint }];
}

function faults({ faults: found, damaged }: LedgerEnvironment, style: Style): string[] {
  const lines = found.map(({ place, message }) => `    ${style.bad('!')} ${place}  ${visible(message)}`);
  return damaged ? [...lines, `    ${style.bad('nothing in this file counts until it is restored')}`] : lines;
}

/** `2026-11-20 14:02`, UTC. */
function minute(at: string): string {
  return at.slice(0, 16).replace('T', ' ');
}
