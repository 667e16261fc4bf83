import { type Attesters, type Trust } from '../../delivery/evidence/attester.ts';
import { bundleIn, type Evidence, ROLLBACK, statementOf } from '../../delivery/evidence/evidence.ts';
import { openSigner, type Signer } from '../../delivery/evidence/signer.ts';
import { type SourceRepository } from '../../delivery/git/source-repository.ts';
import { type LedgerStore } from '../../delivery/ledger/ledger-store.ts';
import { type PublishedState } from '../../delivery/publish/published-state.ts';
import { UserError } from '../../kernel/problem.ts';
import { type Call } from '../command.ts';
import { publishedBundle } from './published-bundle.ts';
import { recordEvidence } from './record-evidence.ts';
import { runAddress } from './run-address.ts';

/** What is rolled back from, and who says so. */
export interface RolledBack {
  readonly call: Call<{ readonly key?: string }>;
  readonly source: SourceRepository;
  readonly ledger: LedgerStore;
  readonly trust: Trust;
  readonly attesters: Attesters;
  readonly published: PublishedState;
  readonly evidence: readonly Evidence[];
}

/**
 * Records in the ledger that what is published is rolled back from, which takes back what was proven
 * and approved of it there. Said again while nothing was said of it since, it makes no second line.
 *
 * @returns what was taken back, in words
 * @throws UserError when nobody here can sign it
 */
export async function recordRollback({ call, source, ledger, trust, attesters, published, evidence }: RolledBack): Promise<string> {
  const { environment, system, bundle: id, tree, commit, version } = published;
  const known = evidence.findLast(({ bundle }) => bundle === id);
  const { bundle, schemaChange } = known === undefined ? await publishedBundle(source, published) : { bundle: bundleIn(known), schemaChange: evidence.findLast((one) => one.bundle === id && one.schemaChange !== undefined)?.schemaChange };
  const signer = await signerOf(call, attesters);
  await recordEvidence(ledger, statementOf(bundle, { environment, tree, commit, check: ROLLBACK, result: 'fail', by: signer.name, run: runAddress(process.env), now: Date.now(), schemaChange }), trust, signer);
  return `what was proven and approved of ${version} (bundle ${id.slice(0, 12)}) in ${environment} is taken back; ${system} gets there again by new approvals`;
}

async function signerOf({ options: { key } }: Call<{ readonly key?: string }>, attesters: Attesters): Promise<Signer> {
  try {
    return await openSigner({ keyFile: key, env: process.env }, attesters);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.problems.map((problem) => ({ ...problem, fix: `${problem.fix ?? '--key <path>'}; or --keep-approvals, which leaves it promotable as it was` })), { cause: error });
  }
}
