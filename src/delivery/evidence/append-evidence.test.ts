import { describe, expect, it } from '@jest/globals';
import { UserError } from '../../kernel/problem.ts';
import { appendEvidence } from './append-evidence.ts';
import { openTrust } from './attester.ts';
import { type Statement } from './evidence.ts';
import { ATTESTERS, evidenceFile, keyOf, lineAfter, statement, testBundle } from './test-support.ts';
import { verifyEvidence } from './verify-evidence.ts';

const TRUST = openTrust(ATTESTERS);
const byCi = async (id: string): Promise<string> => keyOf('ci').sign(id);

async function said(statements: readonly Statement[]): Promise<number> {
  return (await evidenceFile(statements)).split('\n').length - 1;
}

describe('a statement that is made again', () => {
  const run = (number: number) => `https://ci.acme.example/runs/${number}`;
  const other = testBundle('b');
  const rows: Readonly<Record<string, { statements: readonly Statement[]; lines: number }>> = {
    'by the same run makes no second line': { statements: [statement({ run: run(1) }), statement({ run: run(1), at: '2026-03-01T11:00:00Z' })], lines: 1 },
    'by the same run after another run failed makes none, so that the failure stays the newest': { statements: [statement({ run: run(1) }), statement({ run: run(2), result: 'fail' }), statement({ run: run(1) })], lines: 2 },
    'by another run makes one': { statements: [statement({ run: run(1) }), statement({ run: run(2) })], lines: 2 },
    'without a run makes none': { statements: [statement(), statement({ at: '2026-03-01T11:00:00Z' })], lines: 1 },
    'without a run after a failure makes one': { statements: [statement(), statement({ result: 'fail' }), statement()], lines: 3 },
    'without a run after another bundle makes one': { statements: [statement(), statement({}, other), statement()], lines: 3 },
    'without a run about another publish makes one': { statements: [statement(), statement({ commit: '3'.repeat(40) })], lines: 2 },
    'about another bundle makes one': { statements: [statement({ run: run(1) }), statement({ run: run(1) }, other)], lines: 2 },
    'that somebody rolls back makes none while nothing else was said of it': { statements: [statement(), statement({ check: 'rollback', result: 'fail' }), statement({}, other), statement({ check: 'rollback', result: 'fail' })], lines: 3 },
    'that somebody rolls back makes one after it was verified again': { statements: [statement(), statement({ check: 'rollback', result: 'fail' }), statement(), statement({ check: 'rollback', result: 'fail' })], lines: 4 },
    'of another check makes one': { statements: [statement({ run: run(1) }), statement({ run: run(1), check: 'e2e' })], lines: 2 },
  };
  for (const [name, { statements, lines }] of Object.entries(rows)) {
    it(name, async () => {
      expect(await said(statements)).toBe(lines);
    });
  }
});

describe('a new line', () => {
  it('follows lines that count for nothing, too, so that the chain stays whole', async () => {
    const text = lineAfter('', statement({ by: 'mallory' }), () => '');
    const made = await appendEvidence(text, statement(), TRUST, byCi);
    expect(made.outcome).toBe('new');
    const verified = verifyEvidence(text + (made.outcome === 'new' ? made.line : ''), { environment: 'staging', system: 'shop' }, TRUST);
    expect(verified).toMatchObject({ damaged: false, faults: [{ kind: 'unsigned' }] });
    expect(verified.evidence).toHaveLength(1);
  });

  const refused: Readonly<Record<string, { text?: string; said: Statement; sign?: (id: string) => Promise<string>; message: RegExp }>> = {
    'by the wrong key': { said: statement(), sign: async (id) => keyOf('ana').sign(id), message: /nothing was recorded: the new evidence is forged.*attesters\.ci/s },
    'by an attester that may not': { said: statement({ check: 'approval' }), message: /nothing was recorded: the new evidence is by an attester that may not attest this/ },
    'in a damaged file': { text: 'damage\n', said: statement(), message: /evidence\/staging\/shop\.jsonl:1\n {2}the line is no evidence.*fix: npx slipway ledger shop/s },
  };
  for (const [name, { text, said: wanted, sign = byCi, message }] of Object.entries(refused)) {
    it(`is not made ${name}`, async () => {
      const failure = await appendEvidence(text, wanted, TRUST, sign).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(UserError);
      expect((failure as UserError).message).toMatch(message);
    });
  }
});
