import { describe, expect, it } from '@jest/globals';
import { bundleId } from '../bundle.ts';
import { openTrust } from '../evidence/attester.ts';
import { type Evidence, type Statement } from '../evidence/evidence.ts';
import { ATTESTERS, evidenceFile, statement, testBundle } from '../evidence/test-support.ts';
import { verifyEvidence } from '../evidence/verify-evidence.ts';
import { type KnownEnvironment, type PromotionCase } from './assess.ts';
import { choosePromotion } from './choose.ts';
import { type Requirement } from './requirement.ts';

const A = bundleId(testBundle('a'));
const B = bundleId(testBundle('b'));
const NOW = Date.parse('2026-03-01T12:00:00Z');

/** What somebody says of a bundle by its letter, at a time of that day. */
function says(letter: string, check: string, result: 'pass' | 'fail' = 'pass', at = '10:00:00', more: Partial<Statement> = {}): Statement {
  return statement({ check, result, at: `2026-03-01T${at}Z`, tree: letter.charCodeAt(0).toString().padStart(40, '0'), ...more }, testBundle(letter));
}

const approves = (letter: string, by: string, result: 'pass' | 'fail' = 'pass'): Statement => says(letter, 'approval', result, '11:00:00', { by, environment: 'production' });

async function known(name: string, statements: readonly Statement[], live?: string, tree = '7'.repeat(40)): Promise<KnownEnvironment> {
  const evidence: readonly Evidence[] = verifyEvidence(await evidenceFile(statements.map((one) => ({ ...one, environment: name }))), { environment: name, system: 'shop' }, openTrust(ATTESTERS)).evidence;
  return { name, evidence, live: live === undefined ? undefined : { bundle: live, tree } };
}

interface Row {
  readonly staging?: readonly Statement[];
  readonly production?: readonly Statement[];
  readonly live?: string;
  /** Git tree that is published. */
  readonly tree?: string;
  readonly target?: string;
  readonly requires?: readonly Requirement[];
  readonly authors?: readonly string[];
  readonly wanted?: string;
  /** What is chosen, or what is found of the requirements of each bundle passed over. */
  readonly comes: string | readonly (readonly string[])[];
}

async function facts({ staging = [], production = [], live = A, tree, target, requires = [{ check: 'ready' }], authors = [] }: Partial<Row>): Promise<PromotionCase> {
  return { system: 'shop', sources: [await known('staging', staging, live, tree)], target: await known('production', production, target), requires, attesters: ATTESTERS, authors, now: NOW };
}

const SOAK: readonly Requirement[] = [{ check: 'soak', duration: '1h' }];
const TWO: readonly Requirement[] = [{ check: 'approvals', count: 2 }];

/** The same, of the manifests of `a`. */
const alike = (letter: string, check: string, result: 'pass' | 'fail' = 'pass', at = '10:00:00'): Statement => says(letter, check, result, at, { tree: '97'.padStart(40, '0') });
/** Somebody rolls back from a bundle. */
const back = (letter: string, environment = 'production'): Statement => says(letter, 'rollback', 'fail', '11:30:00', { environment });
const TEST: readonly Requirement[] = [{ check: 'ready' }, { check: 'e2e' }];
const READY_AND_TWO: readonly Requirement[] = [{ check: 'ready' }, ...TWO];

const ROWS: Readonly<Record<string, Row>> = {
  'what was proven of the same manifests counts for the newer bundle': { staging: [says('a', 'ready'), alike('b', 'e2e')], live: B, requires: TEST, comes: B },
  'and for the older one': { staging: [says('a', 'ready'), alike('b', 'e2e')], live: B, requires: TEST, wanted: A, comes: A },
  'not where the manifests are others': { staging: [says('a', 'ready'), says('b', 'e2e')], live: B, requires: TEST, comes: [['missing', 'passed'], ['passed', 'missing']] },
  'not where no evidence says which manifests they are': { staging: [says('a', 'ready'), says('b', 'e2e', 'pass', '10:00:00', { tree: '' })], live: B, tree: '97'.padStart(40, '0'), requires: TEST, comes: [[`passed of the same manifests as ${A.slice(0, 12)}; counts for this bundle once it is verified`, 'passed'], ['passed', 'missing']] },
  'nor a failure, which is told': { staging: [says('a', 'ready', 'fail')], live: B, tree: '97'.padStart(40, '0'), comes: [[`failed of the same manifests as ${A.slice(0, 12)}; counts for this bundle once it is verified`], ['failed']] },
  'nor what these manifests were rolled back from': { staging: [says('a', 'ready'), back('a', 'staging')], live: B, tree: '97'.padStart(40, '0'), comes: [['missing'], ['missing since it was rolled back, 2026-03-01 11:30']] },
  'a failure of the same manifests takes the pass back': { staging: [says('a', 'ready'), says('a', 'e2e'), alike('b', 'e2e', 'fail')], live: B, requires: TEST, comes: [['passed', 'failed'], ['passed', 'failed']] },
  'a deployment of the same manifests that failed takes readiness back': { staging: [says('a', 'ready'), alike('b', 'deployed', 'fail')], live: B, comes: [['its deployment failed since'], ['its deployment failed since']] },
  'manifests that it had before, and has no more, lend it nothing': { staging: [says('c', 'e2e'), says('a', 'ready', 'pass', '10:00:00', { tree: '99'.padStart(40, '0'), commit: '3'.repeat(40) }), says('a', 'ready')], requires: TEST, comes: [['passed', 'missing']] },
  'people who approved the same manifests approved the older bundle, and that one goes': { staging: [says('a', 'ready'), alike('b', 'ready')], live: B, production: [approves('a', 'ana'), approves('a', 'ben')], requires: READY_AND_TWO, comes: A },
  'named, the newer one is told what they approved': { staging: [says('a', 'ready'), alike('b', 'ready')], live: B, production: [approves('a', 'ana'), approves('a', 'ben')], requires: TWO, wanted: B, comes: [[`0 of 2; ana, ben approved ${A.slice(0, 12)}, which has the same manifests in staging; what another definition makes of them in production they have not seen`]] },
  'a rollback takes the approvals back': { staging: [says('a', 'ready')], production: [approves('a', 'ana'), approves('a', 'ben'), back('a')], requires: TWO, comes: [['0 of 2; ana, ben approved before it was rolled back, 2026-03-01 11:30, which took that back', 'rolled back from, 2026-03-01 11:30 by ci']] },
  'also where the bundle is named': { staging: [says('a', 'ready')], production: [approves('a', 'ana'), approves('a', 'ben'), back('a')], requires: TWO, wanted: A, comes: [['0 of 2; ana, ben approved before it was rolled back, 2026-03-01 11:30, which took that back']] },
  'approvals since count': { staging: [says('a', 'ready')], production: [approves('a', 'ana'), approves('a', 'ben'), back('a'), approves('a', 'ana'), approves('a', 'eva')], requires: TWO, comes: A },
  'without approvals what was rolled back from does not go by itself': { staging: [says('a', 'ready')], production: [back('a')], comes: [['passed', 'rolled back from, 2026-03-01 11:30 by ci']] },
  'and goes by its name': { staging: [says('a', 'ready')], production: [back('a')], wanted: A, comes: A },
  'a rollback of the same manifests is one of these, too': { staging: [says('a', 'ready')], production: [approves('a', 'ana'), says('a', 'deployed', 'pass', '10:00:00', { environment: 'production' }), { ...back('b'), tree: '97'.padStart(40, '0') }], requires: [{ check: 'approvals', count: 1 }], comes: [['0 of 1; ana approved before it was rolled back, 2026-03-01 11:30, which took that back', 'rolled back from, 2026-03-01 11:30 by ci']] },
  'a rollback in the source takes back what was proven there': { staging: [says('a', 'ready'), says('a', 'e2e'), back('a', 'staging')], requires: [...TEST, ...SOAK], comes: [['missing since it was rolled back, 2026-03-01 11:30', 'missing since it was rolled back, 2026-03-01 11:30', '0s of 1h']] },

  'a bundle that is ready goes': { staging: [says('a', 'ready')], comes: A },
  'a bundle of which nothing is known stays': { comes: [['missing']] },
  'evidence about another bundle counts for nothing': { staging: [says('b', 'ready')], live: A, comes: B },
  'a later failure takes the pass back': { staging: [says('a', 'ready'), says('a', 'ready', 'fail', '11:00:00')], comes: [['failed']] },
  'a later pass mends it': { staging: [says('a', 'ready'), says('a', 'ready', 'fail'), says('a', 'ready')], comes: A },
  'a deployment that failed later takes readiness back': { staging: [says('a', 'ready'), says('a', 'deployed', 'fail')], comes: [['its deployment failed since']] },
  'every requirement counts': { staging: [says('a', 'ready'), says('a', 'e2e', 'fail')], requires: [{ check: 'ready' }, { check: 'e2e' }, { check: 'ci' }], comes: [['passed', 'failed', 'missing']] },
  'evidence of the target does not stand for the source': { production: [says('a', 'ready')], comes: [['missing']] },
  'approvals of the source do not stand for the target': { staging: [says('a', 'ready')], production: [], requires: TWO, comes: [['0 of 2']] },
  'two people approve': { staging: [says('a', 'ready')], production: [approves('a', 'ana'), approves('a', 'ben')], requires: TWO, comes: A },
  'one person approves twice': { staging: [says('a', 'ready')], production: [approves('a', 'ana'), approves('a', 'ana', 'fail'), approves('a', 'ana')], requires: TWO, comes: [['1 of 2']] },
  'people approve another bundle': { staging: [says('a', 'ready')], production: [approves('b', 'ana'), approves('b', 'ben')], requires: TWO, comes: [['0 of 2']] },
  'the author approves': { staging: [says('a', 'ready')], production: [approves('a', 'ana'), approves('a', 'ben')], requires: TWO, authors: ['Ben@Acme.example'], comes: [['1 of 2; not ben: wrote or promotes it']] },
  'who promotes approves': { staging: [says('a', 'ready')], production: [approves('a', 'ana'), approves('a', 'ben')], requires: TWO, authors: ['ana'], comes: [['1 of 2; not ana: wrote or promotes it']] },
  'one of three objects': { staging: [says('a', 'ready')], production: [approves('a', 'ana'), approves('a', 'ben'), approves('a', 'eva', 'fail')], requires: TWO, comes: [['2 of 2; eva objects']] },
  'who objected agrees': { staging: [says('a', 'ready')], production: [approves('a', 'ana', 'fail'), approves('a', 'ben'), approves('a', 'ana')], requires: TWO, comes: A },
  'it ran for long enough': { staging: [says('a', 'ready', 'pass', '10:59:59')], requires: SOAK, comes: A },
  'it did not run for long enough': { staging: [says('a', 'ready', 'pass', '11:00:01')], requires: SOAK, comes: [['59m of 1h']] },
  'a failure begins the soak anew': { staging: [says('a', 'ready', 'pass', '09:00:00'), says('a', 'ready', 'fail', '11:20:00'), says('a', 'ready', 'pass', '11:30:00')], requires: SOAK, comes: [['30m of 1h']] },
  'a failed deployment begins it anew, too': { staging: [says('a', 'ready', 'pass', '09:00:00'), says('a', 'deployed', 'fail', '11:20:00')], requires: SOAK, comes: [['0s of 1h']] },
  'another check that fails does not': { staging: [says('a', 'ready', 'pass', '09:00:00'), says('a', 'e2e', 'fail', '11:20:00')], requires: SOAK, comes: A },
  'another bundle ends it': { staging: [says('a', 'ready', 'pass', '09:00:00'), says('b', 'deployed', 'pass', '09:10:00'), says('a', 'ready', 'pass', '11:30:00')], requires: SOAK, wanted: A.slice(0, 12), comes: [['30m of 1h']] },
  'a run that was long enough before another bundle counts': { staging: [says('a', 'ready', 'pass', '09:00:00'), says('b', 'deployed', 'pass', '11:00:00')], live: B, requires: SOAK, comes: A },
  'what is not published any more soaks no more': { staging: [says('a', 'ready', 'pass', '09:00:00')], live: B, requires: SOAK, wanted: A, comes: [['0s of 1h']] },
  'a definition that changes nothing here does not interrupt the soak': { staging: [says('a', 'ready', 'pass', '09:00:00'), says('b', 'deployed', 'pass', '11:50:00', { tree: '97'.padStart(40, '0') })], live: B, tree: '97'.padStart(40, '0'), requires: SOAK, comes: B },
  'the same manifests that fail under another definition begin it anew': { staging: [says('a', 'ready', 'pass', '09:00:00'), says('b', 'ready', 'fail', '11:50:00', { tree: '97'.padStart(40, '0') })], live: B, tree: '97'.padStart(40, '0'), requires: SOAK, wanted: A, comes: [['0s of 1h']] },
  'a clock that is ahead soaks not at all': { staging: [says('a', 'ready', 'pass', '23:00:00')], requires: SOAK, comes: [['0s of 1h']] },
  'a clock that is behind does not lengthen it': { staging: [says('a', 'deployed', 'pass', '11:50:00'), says('a', 'ready', 'pass', '09:00:00')], requires: SOAK, comes: [['10m of 1h']] },
  'a definition that was merged after the verification waits': { staging: [says('a', 'deployed'), says('a', 'ready')], live: B, comes: A },
  'the same bundle goes with the next promotion, once it is verified': { staging: [says('a', 'ready'), says('b', 'ready')], live: B, target: A, comes: B },
  'a bad release after a good one that is there already is refused': { staging: [says('a', 'ready'), says('b', 'deployed', 'fail')], live: B, target: A, comes: [['missing']] },
  'what the target has already stays': { staging: [says('a', 'ready')], target: A, comes: 'unchanged' },
  'going back is no promotion': { staging: [says('a', 'ready'), says('b', 'ready')], live: B, target: B, comes: 'unchanged' },
  'an old bundle that is tested again does not become the newest': { staging: [says('a', 'ready'), says('b', 'ready'), says('a', 'e2e')], live: B, comes: B },
  'only the wanted bundle goes': { staging: [says('a', 'ready'), says('b', 'ready')], live: B, wanted: A, comes: A },
  'a wanted bundle that nobody knows is refused': { staging: [says('a', 'ready')], wanted: 'f'.repeat(12), comes: [] },
  'without requirements the published one goes': { requires: [], comes: A },
};

describe('a promotion', () => {
  for (const [name, row] of Object.entries(ROWS)) {
    it(`is judged: ${name}`, async () => {
      const choice = choosePromotion(await facts(row), row.wanted);
      const came = choice.outcome === 'promotable' ? choice.chosen.bundle : choice.outcome === 'unchanged' ? 'unchanged' : choice.passedOver.map(({ requirements }) => requirements.map(({ found }) => found));
      expect(came).toEqual(row.comes);
    });
  }

  it('says what to type for what is missing', async () => {
    const choice = choosePromotion(await facts({ requires: [{ check: 'ready' }, { check: 'e2e' }, ...TWO, ...SOAK] }));
    expect(choice.outcome === 'refused' && choice.passedOver[0]!.requirements.map(({ fix }) => fix)).toEqual([
      'npx slipway verify shop --env staging',
      `npx slipway attest shop --env staging --check e2e --bundle ${A.slice(0, 12)}`,
      `npx slipway attest shop --env production --check approval --bundle ${A.slice(0, 12)}`,
      'npx slipway verify shop --env staging',
    ]);
  });

  it('says that verifying is enough where the same manifests were proven under another bundle', async () => {
    const choice = choosePromotion(await facts({ staging: [says('a', 'ready'), says('a', 'e2e')], live: B, tree: '97'.padStart(40, '0'), requires: TEST }), B);
    expect(choice.outcome === 'refused' && choice.passedOver[0]!.requirements.map(({ fix }) => fix)).toEqual(['npx slipway verify shop --env staging', 'npx slipway verify shop --env staging']);
  });

  it('names what it passes over', async () => {
    const choice = choosePromotion(await facts({ staging: [says('a', 'ready'), says('b', 'ready', 'fail')], live: B }));
    expect(choice).toMatchObject({ outcome: 'promotable', chosen: { bundle: A }, passedOver: [{ bundle: B, requirements: [{ found: 'failed' }] }] });
  });

  it('asks every environment of the source stage what is about the environment, and one what is about the bundle', async () => {
    const eu = await known('staging', [says('a', 'ready'), says('a', 'ci')], A);
    const us = await known('production', [], A);
    const both: PromotionCase = { ...(await facts({})), sources: [eu, us], requires: [{ check: 'ready' }, { check: 'ci' }] };
    const choice = choosePromotion(both);
    expect(choice.outcome === 'refused' && choice.passedOver[0]!.requirements.map(({ environment, found }) => `${environment} ${found}`)).toEqual(['staging passed', 'production missing', 'staging passed']);
  });

  it('asks the target itself where releases reach it directly', async () => {
    const direct: PromotionCase = { ...(await facts({})), sources: [], target: await known('staging', [says('a', 'ci')], undefined), requires: [{ check: 'ci' }] };
    expect(choosePromotion(direct, A)).toMatchObject({ outcome: 'refused' });
    expect(choosePromotion({ ...direct, target: { ...direct.target, live: { bundle: A, tree: '7'.repeat(40) } } })).toMatchObject({ outcome: 'unchanged' });
  });
});
