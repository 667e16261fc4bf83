import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Manifest } from '../kernel/manifest.ts';
import { Agenda } from './agenda.ts';
import { checkBy } from './check-manifests.ts';
import { type Rule } from './rule.ts';
import { RULES } from './rules.ts';
import { anyManifests } from './test-support/any-manifests.ts';
import { configMap, deployment, object } from './test-support/manifests.ts';

/** Every rule as it would be without saying what it looks at: asked about every object of its kinds. */
const PLAIN = RULES.map(({ keys: _keys, values: _values, among: _among, ...rule }) => (rule.id === 'object-has-identity' ? RULES.find(({ id }) => id === rule.id)! : rule));

const rule = (id: string, rest: Partial<Rule>): Rule => ({ id, severity: 'error', why: '', source: '', check: () => [], ...rest });

describe('an agenda', () => {
  it('leaves out no finding that asking every rule would make', () => {
    let found = 0;
    fc.assert(
      fc.property(anyManifests(), fc.constantFrom('1.28', '1.36'), (manifests, kubernetes) => {
        const plain = checkBy(PLAIN, manifests as Manifest[], { kubernetes });
        found += plain.length;
        expect(checkBy(RULES, manifests as Manifest[], { kubernetes })).toEqual(plain);
      }),
      { numRuns: 500 },
    );
    expect(found).toBeGreaterThan(500);
  });

  it('leaves out none in a value that holds itself', () => {
    const data: Record<string, unknown> = { a: null, status: {}, limits: { cpu: '1000m' } };
    data['self'] = data;
    const manifests = [{ ...configMap('a'), data, status: data }, { ...deployment(), resources: data }] as unknown as Manifest[];
    expect(checkBy(RULES, manifests)).toEqual(checkBy(PLAIN, manifests));
  });

  it('holds apart the rules that choose their manifests', () => {
    const choosing = rule('choosing', { among: ({ manifests }) => manifests });
    const agenda = new Agenda([choosing, rule('other', {})]);
    expect(agenda.choosing).toEqual([choosing]);
    expect(agenda.ofKind('/Service').always.map(({ id }) => id)).toEqual(['other']);
  });

  it('asks a rule that chooses about no other kind than its own', () => {
    const asked: string[] = [];
    const choosing = rule('choosing', {
      kinds: ['apps/Deployment'],
      among: ({ manifests }) => manifests,
      check({ kind }) {
        asked.push(kind);
        return [];
      },
    });
    checkBy([choosing], [deployment(), configMap('a')] as unknown as Manifest[]);
    expect(asked).toEqual(['apps/Deployment']);
  });
});

describe('the agenda of a kind', () => {
  const rules = [
    rule('always', {}),
    rule('key', { keys: ['status'] }),
    rule('pattern', { keys: [/^helm\./] }),
    rule('null', { values: ['null'] }),
    rule('empty', { values: ['empty'] }),
    rule('another-kind', { kinds: ['/Service'], keys: ['status'] }),
  ];
  const agenda = new Agenda(rules).ofKind('acme.example/Thing');
  const called = (rest: object): readonly string[] => agenda.callOf(object('acme.example/v1', 'Thing', 'a', rest as Record<string, unknown>)).rules.map(({ id }) => id);

  it.each([
    ['nothing', {}, []],
    ['a key', { status: 'x' }, ['key']],
    ['a key deep inside', { spec: { list: [[{ status: 1 }]] } }, ['key']],
    ['a key that fits a pattern', { spec: { 'helm.x': 1 } }, ['pattern']],
    ['a null in a map', { spec: { a: null } }, ['null']],
    ['a null in a list', { spec: [null] }, ['null']],
    ['an empty map', { spec: {} }, ['empty']],
    ['an empty list', { spec: [[]] }, ['empty']],
    ['a key and what stands under it', { status: null }, ['key', 'null']],
    ['a value that is the text of a key', { spec: 'status' }, []],
  ])('calls for what %s calls for', (_name, rest, ids) => {
    expect(called(rest)).toEqual(ids);
  });

  it('tells which values called', () => {
    const { suspects } = agenda.callOf(object('acme.example/v1', 'Thing', 'a', { spec: { status: 1, other: 2 } }));
    expect(suspects?.map(({ key, value, parent }) => [parent?.key, key, value])).toEqual([['spec', 'status', 1]]);
  });

  it('calls for every waiting rule where there is too much to walk', () => {
    const spec: Record<string, unknown> = { a: 1 };
    spec['self'] = spec;
    expect(called({ spec })).toEqual(['key', 'pattern', 'null', 'empty']);
  });
});
