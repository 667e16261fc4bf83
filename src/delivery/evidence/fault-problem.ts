import { type Problem } from '../../kernel/problem.ts';
import { evidencePath } from '../ledger/ledger-paths.ts';
import { type Fault } from './fault.ts';
import { type EvidencePlace } from './verify-evidence.ts';

/** How a damaged file is mended: what it held is in the history of the branch, which is never forced. */
export function restoreFix({ system }: EvidencePlace): string {
  return `npx slipway ledger ${system}   (names the commit that last had the file whole, and the lines that restore it)`;
}

/** A fault as people are told it. */
export function describeFault({ line, message, claims }: Fault, place: EvidencePlace): Problem {
  const said = claims === undefined ? '' : ` (${claims.check} ${claims.result} by ${claims.by})`;
  return { file: evidencePath(place), line, message: `the line${said} ${message}` };
}
