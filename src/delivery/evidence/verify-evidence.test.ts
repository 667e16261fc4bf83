import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bundleId } from '../bundle.ts';
import { openTrust } from './attester.ts';
import { type Evidence, evidenceId, evidenceLine, lineHash, type Statement } from './evidence.ts';
import { ATTESTERS, evidenceFile, keyOf, lineAfter, statement, testBundle, testKey } from './test-support.ts';
import { type VerifiedEvidence, verifyEvidence } from './verify-evidence.ts';

const STAGING = { environment: 'staging', system: 'shop' };
const TRUST = openTrust(ATTESTERS);
let good: string;
let lines: string[];

beforeAll(async () => {
  good = await evidenceFile([statement({ check: 'deployed' }), statement(), statement({ check: 'e2e', result: 'fail' }), statement({ check: 'e2e', run: 'https://ci.acme.example/2' })]);
  lines = good.split('\n').slice(0, -1);
});

function verify(text: string, trust = TRUST): VerifiedEvidence {
  return verifyEvidence(text, STAGING, trust);
}

function kinds(text: string, trust = TRUST): string[] {
  return verify(text, trust).faults.map(({ line, kind }) => `${line} ${kind}`);
}

function joined(...parts: readonly string[]): string {
  return parts.map((line) => `${line}\n`).join('');
}

function changed(line: string, change: (evidence: Evidence) => object): string {
  const evidence = JSON.parse(line) as Evidence;
  return evidenceLine({ ...evidence, ...change(evidence) });
}

/** The line made anew with a right id, so that only the signature can tell. */
function remade(line: string, change: Partial<Statement>, signature?: (id: string) => string): string {
  const { id: _id, signature: old, previous, ...said } = JSON.parse(line) as Evidence;
  const linked = { ...said, ...change, previous } as Statement & { previous: string };
  const id = evidenceId(linked);
  return evidenceLine({ ...linked, id, signature: signature?.(id) ?? old });
}

describe('a file of evidence', () => {
  it('counts whole when every line is right', () => {
    expect(verify(good)).toMatchObject({ damaged: false, faults: [] });
    expect(verify(good).evidence.map(({ check, result }) => `${check} ${result}`)).toEqual(['deployed pass', 'ready pass', 'e2e fail', 'e2e pass']);
  });

  it('is right when it is empty', () => {
    expect(verify('')).toEqual({ evidence: [], faults: [], damaged: false });
  });

  it('keeps fields of a later version, which the id covers', () => {
    const text = lineAfter('', { ...statement(), mood: 'sunny' }, (id) => keyOf('ci').sign(id));
    expect(verify(text).evidence[0]).toMatchObject({ mood: 'sunny' });
    expect(kinds(text.replace('sunny', 'rainy'))).toEqual(['1 edited']);
  });
});

describe('damage, after which nothing of the file counts', () => {
  const rows: Readonly<Record<string, { make: () => string; faults: readonly string[] }>> = {
    'a result that was edited': { make: () => joined(lines[0]!, lines[1]!, changed(lines[2]!, () => ({ result: 'pass' })), lines[3]!), faults: ['3 edited'] },
    'a result that was edited, the id made anew': { make: () => joined(lines[0]!, lines[1]!, remade(lines[2]!, { result: 'pass' }), lines[3]!), faults: ['3 forged', '4 removed'] },
    'the signature of a failure that was spoiled': { make: () => joined(lines[0]!, lines[1]!, changed(lines[2]!, () => ({ signature: '' })), lines[3]!), faults: ['3 unsigned', '4 removed'] },
    'two lines that changed places': { make: () => joined(lines[0]!, lines[2]!, lines[1]!, lines[3]!), faults: ['2 reordered', '3 reordered', '4 reordered'] },
    'the first line moved to the end': { make: () => joined(...lines.slice(1), lines[0]!), faults: ['1 reordered', '4 reordered'] },
    'a line removed from the middle': { make: () => joined(lines[0]!, lines[1]!, lines[3]!), faults: ['3 removed'] },
    'the first line removed': { make: () => joined(...lines.slice(1)), faults: ['1 removed'] },
    'a line that stands twice': { make: () => joined(...lines, lines[1]!), faults: ['5 replayed'] },
    'the same statement with another signature': { make: () => joined(...lines, changed(lines[1]!, () => ({ signature: '' }))), faults: ['5 replayed'] },
    'a line from another environment': { make: () => good + lineAfter(good, statement({ environment: 'production' }), (id) => keyOf('ci').sign(id)), faults: ['5 foreign-environment'] },
    'a line from another system': { make: () => good + lineAfter(good, statement({}, testBundle('a', { system: 'other' })), (id) => keyOf('ci').sign(id)), faults: ['5 foreign-system'] },
    'a line that was put in between': { make: () => joined(lines[0]!, lineAfter(joined(lines[0]!), statement({ check: 'e2e' }), (id) => testKey('x').sign(id)).trimEnd(), ...lines.slice(1)), faults: ['2 forged', '3 reordered'] },
    'no JSON': { make: () => joined(...lines, 'pass'), faults: ['5 malformed'] },
    'an empty line': { make: () => joined(...lines, ''), faults: ['5 malformed'] },
    'a last line that was cut': { make: () => good.slice(0, -1), faults: ['4 malformed'] },
    'a line end of Windows': { make: () => good.replaceAll('\n', '\r\n'), faults: ['1 malformed', '2 malformed', '3 malformed', '4 malformed'] },
    'white space that means nothing': { make: () => good.replace('{', '{ '), faults: ['1 malformed'] },
    'a key that stands twice': { make: () => good.replace('"result":"pass"', '"result":"fail","result":"pass"'), faults: ['1 malformed'] },
    'a type that was changed': { make: () => joined(changed(lines[0]!, () => ({ result: true }))), faults: ['1 malformed'] },
    'a key called __proto__': { make: () => joined(lines[0]!.replace('{', '{"__proto__":{"result":"pass"},')), faults: ['1 malformed'] },
    'an enormous line': { make: () => joined(`"${'x'.repeat(70_000)}"`), faults: ['1 malformed'] },
  };
  for (const [name, { make, faults }] of Object.entries(rows)) {
    it(`is ${name}`, () => {
      const text = make();
      expect(kinds(text)).toEqual(faults);
      expect(verify(text)).toMatchObject({ damaged: true, evidence: [] });
    });
  }
});

describe('a line that merely counts for nothing', () => {
  const rows: Readonly<Record<string, { said?: Partial<Statement>; signature: (id: string) => string; fault: string; message: RegExp }>> = {
    'is not signed': { signature: () => '', fault: 'unsigned', message: /^is not signed$/ },
    'is signed by a stranger in the name of an attester': { signature: (id) => testKey('x').sign(id), fault: 'forged', message: /the key is none of ci/ },
    'is signed by another attester': { signature: (id) => keyOf('ana').sign(id), fault: 'forged', message: /the key is none of ci/ },
    'has the signature of another line': { signature: () => (JSON.parse(lines[0]!) as Evidence).signature, fault: 'forged', message: /is forged/ },
    'has a signature made for another purpose': { signature: (id) => keyOf('ci').sign(id, 'git'), fault: 'forged', message: /it was made for "git"/ },
    'has a signature that is none': { signature: () => 'trust me', fault: 'forged', message: /no armoured SSH signature/ },
    'is by nobody known': { said: { by: 'mallory' }, signature: (id) => testKey('m').sign(id), fault: 'unknown-attester', message: /"mallory"/ },
    'is by a name that every map has': { said: { by: 'constructor' }, signature: (id) => testKey('m').sign(id), fault: 'unknown-attester', message: /"constructor"/ },
    'states a check that its attester may not': { said: { check: 'approval' }, signature: (id) => keyOf('ci').sign(id), fault: 'not-allowed', message: /ci may attest deployed, ready, e2e, ci, signed-tag, not approval/ },
    'is by an attester of other environments': { said: { by: 'ana', check: 'approval' }, signature: (id) => keyOf('ana').sign(id), fault: 'not-allowed', message: /ana may attest in production, not in staging/ },
    'names a bundle that its parts do not make': { said: { bundle: bundleId(testBundle('b')) }, signature: (id) => keyOf('ci').sign(id), fault: 'wrong-bundle', message: /names a bundle/ },
  };
  for (const [name, { said = {}, signature, fault, message }] of Object.entries(rows)) {
    it(name, () => {
      const text = good + lineAfter(good, statement({ check: 'ci', ...said }), signature);
      const verified = verify(text);
      expect(verified.faults).toEqual([{ kind: fault, line: 5, message: expect.stringMatching(message), claims: { check: said.check ?? 'ci', result: 'pass', by: said.by ?? 'ci' }, hash: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
      expect(verified).toMatchObject({ damaged: false });
      expect(verified.evidence).toHaveLength(4);
    });
  }

  it('was by an attester that is none any more', () => {
    expect(kinds(good, openTrust({}))).toEqual(['1 unknown-attester', '2 unknown-attester', '3 unknown-attester', '4 unknown-attester']);
  });
});

describe('evidence that was taken off the end', () => {
  const short = (): string => joined(...lines.slice(0, 2));

  it('shows in the history of the file, and only there', () => {
    expect(verify(short()).faults).toEqual([]);
    const verified = verifyEvidence(short(), STAGING, TRUST, [short(), good]);
    expect(verified.faults.map(({ line, kind }) => `${line} ${kind}`)).toEqual(['3 lost', '4 lost']);
    expect(verified).toMatchObject({ damaged: true, evidence: [] });
  });

  it('counts again once the file is restored, whatever stood there meanwhile', () => {
    const forged = good + lineAfter(good, statement({ check: 'ci' }), (id) => testKey('x').sign(id));
    expect(verifyEvidence(good, STAGING, TRUST, [good, short(), 'nonsense', forged])).toMatchObject({ damaged: false, faults: [] });
  });

  it('is no loss where it counted for nothing', () => {
    expect(verifyEvidence('', STAGING, openTrust({}), [good])).toMatchObject({ damaged: false });
  });
});

describe('one edit', () => {
  const rows: Readonly<Record<string, () => string>> = {
    'of what a line says': () => changed(lines[2]!, () => ({ result: 'pass' })),
    'of what a line says, its id made anew': () => remade(lines[2]!, { result: 'pass' }),
    'of a signature': () => changed(lines[2]!, () => ({ signature: '' })),
    'that leaves no evidence': () => 'nonsense',
  };
  for (const [name, make] of Object.entries(rows)) {
    it(`${name} is one fault, which damages the file`, () => {
      const verified = verifyEvidence(joined(lines[0]!, lines[1]!, make(), lines[3]!), STAGING, TRUST, [good]);
      expect(verified.faults).toMatchObject([{ line: 3, kind: 'edited', message: 'was edited: e2e fail by ci stood here' }]);
      expect(verified).toMatchObject({ damaged: true, evidence: [] });
    });
  }

  it('that removes a line is one fault, too', () => {
    const verified = verifyEvidence(joined(lines[0]!, lines[1]!, lines[3]!), STAGING, TRUST, [good]);
    expect(verified.faults).toMatchObject([{ line: 3, kind: 'removed', message: expect.stringContaining('(e2e fail by ci)') }]);
  });
});

describe('a line without weight that is acknowledged', () => {
  const trust = openTrust({ ...ATTESTERS, eva: { ...ATTESTERS['eva']!, checks: ['approval', 'acknowledge'], environments: ['staging'] } });
  const forged = (): string => lineAfter(good, statement({ check: 'ci' }), () => '');
  const acknowledging = (text: string, hash: string, by = 'eva', more: Partial<Statement> = {}): string =>
    text + lineAfter(text, statement({ check: 'acknowledge', by, tree: '', commit: '', acknowledges: hash, reason: 'a runner without its key', ...more }), (id) => keyOf(by).sign(id));

  it('is told as such, and counts for nothing all the same', () => {
    const text = acknowledging(good + forged(), lineHash(forged().trimEnd()));
    const verified = verifyEvidence(text, STAGING, trust);
    expect(verified.faults).toMatchObject([{ line: 5, kind: 'unsigned', acknowledged: { by: 'eva', reason: 'a runner without its key' } }]);
    // The acknowledgement is no evidence about the bundle that the line claims, either.
    expect(verified.evidence.map(evidenceLine)).toEqual(lines);
  });

  const rows: Readonly<Record<string, { make: () => string; faults: readonly string[] }>> = {
    'by somebody who may not': { make: () => acknowledging(good + forged(), lineHash(forged().trimEnd()), 'ci'), faults: ['5 unsigned open', '6 not-allowed open'] },
    'by another hash': { make: () => acknowledging(good + forged(), lineHash('another line')), faults: ['5 unsigned open'] },
    'and taken back': { make: () => acknowledging(good + forged(), lineHash(forged().trimEnd()), 'eva', { result: 'fail' }), faults: ['5 unsigned open'] },
    'by a line that is forged itself': { make: () => joined(...lines, forged().trimEnd(), changed(acknowledging(good + forged(), lineHash(forged().trimEnd())).split('\n').at(-2)!, () => ({ signature: '' }))), faults: ['5 unsigned open', '6 unsigned open'] },
  };
  for (const [name, { make, faults }] of Object.entries(rows)) {
    it(`is not acknowledged ${name}`, () => {
      expect(verifyEvidence(make(), STAGING, trust).faults.map(({ line, kind, acknowledged }) => `${line} ${kind} ${acknowledged === undefined ? 'open' : 'acknowledged'}`)).toEqual(faults);
    });
  }

  it('and a line that counts goes on counting, also where somebody acknowledges it', () => {
    expect(verifyEvidence(acknowledging(good, lineHash(lines[2]!)), STAGING, trust).evidence.map(({ check, result }) => `${check} ${result}`)).toContain('e2e fail');
  });

  it('that is lost, with others after it, counts again in its place, once each is acknowledged', () => {
    const short = joined(...lines.slice(0, 2));
    const after = short + lineAfter(short, statement({ check: 'ci' }), (id) => keyOf('ci').sign(id));
    const past = [good, short];
    const verified = verifyEvidence(after, STAGING, trust, past);
    expect(verified).toMatchObject({ damaged: true, faults: [{ kind: 'lost', hash: lineHash(lines[2]!) }, { kind: 'lost', hash: lineHash(lines[3]!) }] });
    const one = acknowledging(after, lineHash(lines[2]!));
    expect(verifyEvidence(one, STAGING, trust, past)).toMatchObject({ damaged: true, evidence: [], faults: [{ acknowledged: { by: 'eva' } }, { kind: 'lost' }] });
    const both = acknowledging(one, lineHash(lines[3]!));
    const whole = verifyEvidence(both, STAGING, trust, past);
    // The fail that somebody took away counts against all that was said until it came back; the pass is older than what stands there.
    expect([whole.damaged, whole.evidence.map(evidenceLine)]).toEqual([false, [lines[0]!, lines[1]!, lines[3]!, after.trimEnd().split('\n').at(-1)!, lines[2]!]]);
    expect(verifyEvidence(acknowledging(acknowledging(after, lineHash(lines[2]!), 'ci'), lineHash(lines[3]!), 'ci'), STAGING, trust, past).damaged).toBe(true);
  });

  it('does not mend damage', () => {
    const broken = joined(lines[0]!, lines[1]!, changed(lines[2]!, () => ({ result: 'pass' })), lines[3]!);
    expect(verifyEvidence(acknowledging(broken, lineHash(broken.split('\n')[2]!)), STAGING, trust)).toMatchObject({ damaged: true, evidence: [] });
  });
});

describe('any change of a file', () => {
  it('never makes a line count that was not there', () => {
    const known = new Set(lines);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(700), fc.string({ minLength: 1, maxLength: 4 })), { minLength: 1, maxLength: 3 }), fc.shuffledSubarray([0, 1, 2, 3], { minLength: 1 }), (edits, order) => {
        const edited = [...lines];
        for (const [line, at, text] of edits) edited[line] = edited[line]!.slice(0, at) + text + edited[line]!.slice(at + text.length);
        const verified = verify(joined(...order.map((index) => edited[index]!)));
        for (const evidence of verified.evidence) expect(known.has(evidenceLine(evidence))).toBe(true);
        // What counts is a beginning of the file as it was: only at its end may something be missing.
        expect(verified.evidence.map(evidenceLine)).toEqual(lines.slice(0, verified.evidence.length));
        expect(verifyEvidence(joined(...order.map((index) => edited[index]!)), STAGING, TRUST, [good]).evidence.map(evidenceLine)).toEqual(verified.evidence.length === 4 ? lines : []);
      }),
      { numRuns: 300 },
    );
  });
});
