import { describe, expect, it } from '@jest/globals';
import { boundedPatterns } from './bounded-pattern.ts';
import { contractProblems, type VariableSource } from './contract-check.ts';
import { parseContract } from './contract.ts';
import { atThisPace } from '../../kernel/test-support/pace.ts';

const schema = (properties: object, more: object = {}): string => JSON.stringify({ type: 'object', properties, ...more });
const problemsOf = (properties: object, required: readonly string[], variables: Readonly<Record<string, VariableSource>>): string[] =>
  contractProblems(parseContract(schema(properties, { required }), 'env.schema.json'), [{ object: 'Deployment/app', container: 'app', variables: new Map(Object.entries(variables)) }]).map(({ message }) => message);
const literal = (text: string): VariableSource => ({ kind: 'literal', text });

describe('a contract', () => {
  it('is read from a JSON Schema of an object', () => {
    expect(parseContract(schema({ PORT: { type: 'integer', description: 'x' }, KEY: { writeOnly: true, minLength: 8 }, MODE: { enum: ['a', 1] } }, { required: ['PORT', 'OTHER'], $schema: 'x', additionalProperties: false }), 'f')).toEqual({
      KEY: { secret: true, minLength: 8 },
      MODE: { oneOf: ['a', '1'] },
      OTHER: { required: true },
      PORT: { required: true, type: 'integer' },
    });
  });

  it.each([
    ['no JSON', '{', 'is no JSON Schema'],
    ['a list', '[]', 'is no JSON Schema'],
    ['a keyword that would not be checked', schema({ A: { anyOf: [] } }), 'would not be checked'],
    ['one at the top', schema({}, { allOf: [] }), 'would not be checked'],
    ['a strange type', schema({ A: { type: 'array' } }), 'no type'],
    ['a broken pattern', schema({ A: { pattern: '(' } }), 'no regular expression'],
    ['a strange name', schema({ 'A B': {} }), 'no name of a variable'],
    ['a strange format', schema({ A: { format: 'email' } }), 'would not be checked'],
  ])('is refused: %s', (_, text, message) => {
    expect(() => parseContract(text, 'env.schema.json')).toThrow(message);
  });

  it.each<[string, object, Readonly<Record<string, VariableSource>>, readonly string[]]>([
    ['what is required and missing', {}, {}, ['the program requires A, and nothing sets it']],
    ['what is required and set by a Secret', {}, { A: { kind: 'secret' } }, []],
    ['a secret in the clear, without its text', { A: { writeOnly: true } }, { A: literal('hunter2') }, ['A is secret, and stands in the clear']],
    ['a literal that is none of the values', { A: { enum: ['x'] } }, { A: literal('y') }, ['the program refuses "y" for A']],
    ['a literal that is no number', { A: { type: 'integer' } }, { A: literal('3.5') }, ['the program refuses "3.5" for A']],
    ['a literal that does not match', { A: { pattern: '^https:' } }, { A: literal('http://x') }, ['the program refuses "http://x" for A']],
    ['a literal that matches', { A: { pattern: '^https:', format: 'uri', type: 'string', maxLength: 20 } }, { A: literal('https://x') }, []],
    ['what is known in the cluster alone', { A: { const: 'x' } }, { A: { kind: 'other' } }, []],
    ['a literal that is too short', { A: { minLength: 3 } }, { A: literal('ab') }, ['the program refuses "ab" for A']],
  ])('holds %s', (_, properties, variables, messages) => {
    expect(problemsOf(properties, ['A'], variables)).toEqual(messages);
  });
});

describe('a pattern of a contract', () => {
  it('gives up on a pattern that takes for ever, and on all of a contract together', () => {
    const slow = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`V${index}`, { pattern: '^(a+)+$' }]));
    const values = Object.fromEntries(Object.keys(slow).map((name) => [name, { kind: 'literal', text: `${'a'.repeat(60)}!` } as const]));
    const begun = performance.now();
    const problems = contractProblems(parseContract(JSON.stringify({ properties: slow }), 'env.schema.json'), [{ object: 'Deployment/app', container: 'app', variables: new Map(Object.entries(values)) }]);
    expect(performance.now() - begun).toBeLessThan(atThisPace(10_000));
    expect(problems).toHaveLength(40);
    for (const { allowed } of problems) expect(allowed).toContain('text of which can be told in time');
  });

  it('has no way out of its context', () => {
    const search = boundedPatterns();
    expect([search('^a+$', 'aaa'), search('^a+$', 'b'), search('(', 'a'), search('exit', '"); process.exit(3); ("')]).toEqual(['found', 'not-found', 'no-pattern', 'found']);
  });
});
