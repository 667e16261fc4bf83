import { describe, expect, it } from '@jest/globals';
import { bundleId } from '../bundle.ts';
import { openTrust } from '../evidence/attester.ts';
import { type SchemaChange, type Statement } from '../evidence/evidence.ts';
import { ATTESTERS, evidenceFile, statement, testBundle } from '../evidence/test-support.ts';
import { verifyEvidence } from '../evidence/verify-evidence.ts';
import { chooseRollback } from './rollback.ts';

const id = (letter: string): string => bundleId(testBundle(letter));

function was(letter: string, result: 'pass' | 'fail' = 'pass', schemaChange?: SchemaChange, run = 1, tree = letter): Statement[] {
  const change = schemaChange === undefined ? {} : { schemaChange: schemaChange as Statement['schemaChange'] };
  const deployed = statement({ environment: 'production', check: 'deployed', result, tree: tree.repeat(40), run: `https://ci.acme.example/${letter}/${run}`, ...change }, testBundle(letter));
  return result === 'fail' ? [deployed] : [deployed, { ...deployed, check: 'ready' }];
}

/** Somebody rolls back from a bundle. */
const back = (letter: string, tree = letter): Statement[] => [statement({ environment: 'production', check: 'rollback', result: 'fail', tree: tree.repeat(40) }, testBundle(letter))];

const contract = (since?: string): SchemaChange => ({ kind: 'contract', ...(since === undefined ? {} : { compatibleSince: since }) });

interface Row {
  readonly past: readonly Statement[][];
  readonly live: string;
  readonly change?: SchemaChange;
  readonly to?: string;
  readonly comes: string | RegExp;
}

const ROWS: Readonly<Record<string, Row>> = {
  'to the one before': { past: [was('a'), was('b')], live: 'b', comes: 'v1-a' },
  'past one that never worked': { past: [was('a'), was('b', 'fail'), was('c')], live: 'c', comes: 'v1-a' },
  'from one that failed': { past: [was('a'), was('b'), was('c', 'fail')], live: 'c', comes: 'v1-b' },
  'from one that nobody has said anything of': { past: [was('a'), was('b')], live: 'c', comes: 'v1-b' },
  'to a version by name': { past: [was('a'), was('b'), was('c')], live: 'c', to: 'v1-a', comes: 'v1-a' },
  'to a bundle by the beginning of its id': { past: [was('a'), was('b'), was('c')], live: 'c', to: id('a').slice(0, 12), comes: 'v1-a' },
  'not to what was never here': { past: [was('a'), was('b')], live: 'b', to: 'v9', comes: /v9 was never here/ },
  'not to what never worked': { past: [was('a', 'fail'), was('b')], live: 'b', to: 'v1-a', comes: /never verified/ },
  'nowhere, where nothing else was': { past: [was('a')], live: 'a', comes: /no other bundle was ever verified here/ },
  'past one that was rolled back from': { past: [was('a'), was('b'), back('b'), was('c')], live: 'c', comes: 'v1-a' },
  'not to one that was rolled back from, though it is named': { past: [was('a'), was('b'), back('b'), was('c')], live: 'c', to: 'v1-b', comes: /never verified, or its deployment failed, or it was rolled back from/ },
  'to one that came back since and was verified': { past: [was('a'), was('b'), back('b'), was('b', 'pass', undefined, 2), was('c')], live: 'c', comes: 'v1-b' },
  'past the same manifests under another definition': { past: [was('a'), was('b'), was('d', 'pass', undefined, 1, 'b'), back('d', 'b'), was('c')], live: 'c', comes: 'v1-a' },
  'over an expanded schema': { past: [was('a'), was('b', 'pass', { kind: 'expand' })], live: 'b', comes: 'v1-a' },
  'not over a contracted schema': { past: [was('a'), was('b', 'pass', contract('v1-b'))], live: 'b', comes: /v1-b contracted the schema, which programs fit since v1-b; v1-a is older/ },
  'not over one that says nothing of whom it fits': { past: [was('a'), was('b', 'pass', contract())], live: 'b', comes: /v1-b contracted the schema; v1-a is older/ },
  'over one that the older program fits': { past: [was('a'), was('b'), was('c', 'pass', contract('v1-b'))], live: 'c', comes: 'v1-b' },
  'not over that one to a still older': { past: [was('a'), was('b'), was('c', 'pass', contract('v1-b'))], live: 'c', to: 'v1-a', comes: /contracted the schema/ },
  'not over one whose deployment failed: its migration may have run': { past: [was('a'), was('b', 'fail', contract('v1-b')), was('c')], live: 'c', comes: /v1-b contracted/ },
  'not over one that is published and was never seen to run': { past: [was('a')], live: 'b', change: contract('v1-b'), comes: /the release that is published now contracted/ },
  'not over one that fits since a version that was never here': { past: [was('a'), was('b', 'pass', contract('v0'))], live: 'b', comes: /since v0; v1-a is older/ },
};

describe('a rollback', () => {
  for (const [name, { past, live, change, to, comes }] of Object.entries(ROWS)) {
    it(`goes ${name}`, async () => {
      const { evidence } = verifyEvidence(await evidenceFile(past.flat()), { environment: 'production', system: 'shop' }, openTrust(ATTESTERS));
      const choice = chooseRollback(evidence, { bundle: id(live) }, change, { wanted: to });
      if (typeof comes === 'string') expect(choice).toMatchObject({ outcome: 'possible', to: { version: comes } });
      else expect(choice).toMatchObject({ outcome: 'refused', reason: expect.stringMatching(comes) });
    });
  }

  it('goes past a bundle of the very manifests that are live, which would change nothing', async () => {
    const tree = (letter: string, digit: string): Statement[] => was(letter).map((one) => ({ ...one, tree: digit.repeat(40) }));
    const file = await evidenceFile([...tree('a', '1'), ...tree('b', '2'), ...tree('c', '2')]);
    const { evidence } = verifyEvidence(file, { environment: 'production', system: 'shop' }, openTrust(ATTESTERS));
    expect(chooseRollback(evidence, { bundle: id('c'), tree: '2'.repeat(40) }, undefined)).toMatchObject({ outcome: 'possible', to: { version: 'v1-a' } });
    expect(chooseRollback(evidence, { bundle: id('c') }, undefined)).toMatchObject({ outcome: 'possible', to: { version: 'v1-b' } });
  });
});
