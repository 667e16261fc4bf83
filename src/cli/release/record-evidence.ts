import { appendEvidence } from '../../delivery/evidence/append-evidence.ts';
import { type Trust } from '../../delivery/evidence/attester.ts';
import { type Statement } from '../../delivery/evidence/evidence.ts';
import { type Signer } from '../../delivery/evidence/signer.ts';
import { evidencePath } from '../../delivery/ledger/ledger-paths.ts';
import { type LedgerStore } from '../../delivery/ledger/ledger-store.ts';

/** Records a statement, signed, at the end of its file; said again it makes no second line. */
export async function recordEvidence(store: LedgerStore, statement: Statement, trust: Trust, signer: Signer): Promise<'recorded' | 'known'> {
  const { environment, system, check, result, by, version } = statement;
  const appended = await store.append(evidencePath({ environment, system }), async (current) => {
    const made = await appendEvidence(current, statement, trust, signer.sign);
    return made.outcome === 'known' ? undefined : { line: made.line, subject: `${environment}/${system} ${version}: ${check} ${result} by ${by}`, seconds: Math.floor(Date.parse(statement.at) / 1000) };
  });
  return appended.outcome === 'appended' ? 'recorded' : 'known';
}
