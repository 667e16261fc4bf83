import { type Problem } from '../../kernel/problem.ts';
import { evidencePath } from '../ledger/ledger-paths.ts';
import { type Fault } from './fault.ts';
import { type EvidencePlace } from './verify-evidence.ts';

/** How a damaged file is mended: what it held is in the history of the branch, which is never forced. */
export const RESTORE = 'restore the file as it was at the last good commit of the ledger branch, in a new commit';

/** A fault as people are told it. */
export function describeFault({ line, message, claims }: Fault, place: EvidencePlace): Problem {
  const said = claims === undefined ? '' : ` (${claims.check} ${claims.result} by ${claims.by})`;
  return { file: evidencePath(place), line, message: `the line${said} ${message}` };
}
