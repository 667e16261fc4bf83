import { describe, expect, it } from '@jest/globals';
import { bundleId } from '../../delivery/bundle.ts';
import { openTrust } from '../../delivery/evidence/attester.ts';
import { type Statement } from '../../delivery/evidence/evidence.ts';
import { ATTESTERS, evidenceFile, statement, testBundle } from '../../delivery/evidence/test-support.ts';
import { verifyEvidence } from '../../delivery/evidence/verify-evidence.ts';
import { type PairLedger } from '../../delivery/ledger/pair-ledger.ts';
import { assess } from '../../delivery/promotion/assess.ts';
import { type PublishedState } from '../../delivery/publish/published-state.ts';
import { ledgerText } from '../../reports/ledger-text.ts';
import { PLAIN } from '../../reports/style.ts';
import { environmentReport } from './environment-report.ts';

const place = { environment: 'production', system: 'shop' };
const TREE = '7'.repeat(40);
const OTHER = '8'.repeat(40);

/** What somebody says of a bundle by its letter; its manifests are the tree. */
const says = (letter: string, check: string, more: Partial<Statement> = {}): Statement => statement({ environment: 'production', check, tree: TREE, ...more }, testBundle(letter));
const approves = (letter: string, by: string, more: Partial<Statement> = {}): Statement => says(letter, 'approval', { by, tree: '', commit: '', ...more });
const back = (letter: string): Statement => says(letter, 'rollback', { result: 'fail' });

const stateOf = (letter: string): PublishedState => ({ ...place, revision: 'f'.repeat(40), definition: testBundle(letter).definition, bundle: bundleId(testBundle(letter)), version: `v1-${letter}`, tree: TREE, commit: '2'.repeat(40), owns: [] });

async function ledgerOf(live: string | undefined, statements: readonly Statement[]): Promise<PairLedger> {
  return { environment: 'production', published: live === undefined ? undefined : stateOf(live), evidence: verifyEvidence(await evidenceFile(statements), place, openTrust(ATTESTERS)) };
}

interface Row {
  readonly live?: string;
  readonly said: readonly Statement[];
  /** Checks with the letter of their bundle. */
  readonly evidence?: readonly string[];
  readonly waiting?: readonly string[];
  readonly approved?: readonly string[];
}

const ROWS: Readonly<Record<string, Row>> = {
  'what was said of the bundle counts': { live: 'a', said: [says('a', 'ready'), approves('a', 'ana')], evidence: ['ready a', 'approval a'] },
  'what was said of the same manifests waits until a signed line names them for this bundle': { live: 'b', said: [says('a', 'ready')], waiting: ['ready a'] },
  'and counts as soon as one does': { live: 'b', said: [says('a', 'ready'), says('b', 'deployed')], evidence: ['ready a', 'deployed b'] },
  'what was said of other manifests is not shown': { live: 'b', said: [says('a', 'ready', { tree: OTHER })] },
  'a rollback takes back what was said before, approvals too': { live: 'a', said: [approves('a', 'ana'), says('a', 'ready'), back('a')], evidence: ['rollback a'] },
  'approvals are shown before anything was published': { said: [approves('a', 'ana'), approves('a', 'ben')], approved: ['approval a', 'approval a'] },
  'and beside what is live': { live: 'a', said: [approves('a', 'ana'), says('a', 'ready'), approves('b', 'ana')], evidence: ['approval a', 'ready a'], approved: ['approval b'] },
  'of one person the newest word': { said: [approves('a', 'ana'), approves('a', 'ana', { result: 'fail' })], approved: ['approval a'] },
  'not those by which something ran that was replaced': { live: 'b', said: [approves('a', 'ana'), says('a', 'ready', { tree: OTHER }), says('b', 'ready')], evidence: ['ready b'] },
  'not those that a rollback took back': { said: [approves('a', 'ana'), says('a', 'ready'), back('a')] },
};

describe('an environment in the ledger', () => {
  it.each(Object.entries(ROWS))('%s', async (_, { live, said, evidence = [], waiting = [], approved = [] }) => {
    const letters = new Map(['a', 'b'].map((letter) => [bundleId(testBundle(letter)), letter]));
    const named = (lines: readonly { check: string; bundle: string }[]): string[] => lines.map(({ check, bundle }) => `${check} ${letters.get(bundle)!}`);
    const report = environmentReport(await ledgerOf(live, said), 'shop');
    expect({ evidence: named(report.evidence), waiting: named(report.waiting), approved: named(report.approved) }).toEqual({ evidence, waiting, approved });
  });

  it('shows a check as proven exactly where a promotion from there takes it', async () => {
    for (const { live, said } of Object.values(ROWS)) {
      if (live === undefined) continue;
      const ledger = await ledgerOf(live, said);
      const bundle = bundleId(testBundle(live));
      const [ready] = assess(bundle, { system: 'shop', sources: [{ name: 'production', evidence: ledger.evidence.evidence, live: { bundle, tree: TREE } }], target: { name: 'next', evidence: [] }, requires: [{ check: 'ready' }], attesters: ATTESTERS, authors: [], now: 0 });
      const shown = environmentReport(ledger, 'shop').evidence.some(({ check, result }) => check === 'ready' && result === 'pass');
      expect(shown).toBe(ready!.met);
    }
  });

  it('says in words what waits, for what, and what to type', async () => {
    const text = ledgerText({ system: 'shop', environments: [environmentReport(await ledgerOf('b', [says('a', 'ready'), approves('c', 'ana')]), 'shop')] }, PLAIN);
    expect(text).toContain('  of the same manifests; counts for this bundle once it is verified:\n    ·  ready ');
    expect(text).toContain('  fix: npx slipway verify shop --env production\n');
    expect(text).toMatch(new RegExp(` {2}of what is not published here:\n {4}✓ {2}approval .* ana {2}v1-c, bundle ${bundleId(testBundle('c')).slice(0, 12)}\n$`));
  });
});
