import { describe, expect, it } from '@jest/globals';
import { messages, said, schemasWithThing, thing } from './test-support.ts';

const judged = (spec: object, value: unknown) => messages(thing(value), { schemas: schemasWithThing(spec) });
const EMBEDDED = { type: 'object', 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true };
const STRING = { type: 'string' };

describe('a custom resource held against its schema', () => {
  const accepted: Readonly<Record<string, readonly [schema: object, value: unknown]>> = {
    'a null of a field without a default': [{ type: 'object', properties: { a: STRING } }, { a: null }],
    'a null that is allowed': [{ type: 'object', properties: { a: { type: 'string', nullable: true } } }, { a: null }],
    'a required field with a default': [{ type: 'object', required: ['a'], properties: { a: { type: 'string', default: 'x' } } }, {}],
    'unknown fields that are kept': [{ type: 'object', 'x-kubernetes-preserve-unknown-fields': true }, { a: { b: 1 } }],
    'free keys': [{ type: 'object', additionalProperties: { type: 'integer' } }, { 'a/b': 1 }],
    'int-or-string as either': [{ type: 'object', additionalProperties: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] } }, { a: 1, b: '1' }],
    'an integer for a number': [{ type: 'number' }, 1],
    'a text of two-unit characters at its longest': [{ type: 'string', maxLength: 1 }, '😀'],
    'a multiple but for rounding': [{ type: 'number', multipleOf: 0.1 }, 0.3],
    'an embedded object without a name': [EMBEDDED, { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { labels: { a: '' }, annotations: null } }],
    'a map with its kind': [EMBEDDED, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: {} }],
    'a pattern with flags of Go': [{ type: 'string', pattern: '^(?i)(abort|warn)?$' }, 'ABORT'],
    'one of several shapes': [{ type: 'object', properties: { a: STRING, b: STRING }, oneOf: [{ required: ['a'] }, { required: ['b'] }] }, { a: '' }],
    'entries that differ in their key': [{ type: 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['n'], items: { type: 'object', properties: { n: STRING } } }, [{ n: 'a' }, { n: 'b' }, {}]],
  };
  it.each(Object.entries(accepted))('takes %s', (_name, [schema, value]) => {
    expect(judged(schema, value)).toEqual([]);
  });

  const refused: Readonly<Record<string, readonly [schema: object, value: unknown, messages: readonly string[]]>> = {
    'a value of another type': [{ type: 'object', properties: { a: { type: 'integer' } } }, { a: '1' }, ['spec.a: Invalid value: must be an integer, got the string "1"']],
    'a null in a list': [{ type: 'array', items: STRING }, [null], ['spec[0]: Invalid value: must be a string, got null']],
    'an unknown field': [{ type: 'object', properties: { size: STRING } }, { sizes: 'x' }, ['spec.sizes: unknown field "sizes", did you mean size?']],
    'unknown fields inside what keeps its own': [{ type: 'object', 'x-kubernetes-preserve-unknown-fields': true, properties: { a: { type: 'object', properties: { b: STRING } } } }, { x: 1, a: { c: 1 } }, ['spec.a.c: unknown field "c"']],
    'a missing field': [{ type: 'object', required: ['a'], properties: { a: STRING } }, {}, ['spec.a: Required value: a must be set']],
    'a value outside a set': [{ type: 'string', enum: ['a', 'b'] }, 'c', ['spec: Unsupported value: "c": supported values: "a", "b"']],
    'a text against a pattern': [{ type: 'string', pattern: '^[a-z]+$' }, 'A', ["spec: Invalid value: \"A\": should match '^[a-z]+$'"]],
    'a text that is too long, before its pattern': [{ type: 'string', maxLength: 2, pattern: '^a$' }, 'bbb', ['spec: Too long: may not be more than 2 characters']],
    'a text that is too short': [{ type: 'string', minLength: 2 }, 'b', ['spec: Invalid value: "b": should be at least 2 characters long']],
    'a number beyond its bounds': [{ type: 'integer', maximum: 5, minimum: 1 }, 6, ['spec: Invalid value: 6: should be less than or equal to 5']],
    'a number on an open bound': [{ type: 'number', minimum: 1, exclusiveMinimum: true }, 1, ['spec: Invalid value: 1: should be greater than 1']],
    'a number beyond 32 bits': [{ type: 'integer', format: 'int32' }, 3e9, ['spec: Invalid value: 3000000000: must be an integer of 32 bits']],
    'too many entries': [{ type: 'array', maxItems: 1, items: STRING }, ['a', 'b'], ['spec: Too many: 2: must have at most 1 items']],
    'too few entries': [{ type: 'array', minItems: 1, items: STRING }, [], ['spec: Invalid value: 0: should have at least 1 items']],
    'a format that does not hold': [{ type: 'string', format: 'date-time' }, 'now', ['spec: Invalid value: "now": must be of type date-time']],
    'a number that is no multiple': [{ type: 'number', multipleOf: 0.1 }, 0.25, ['spec: Invalid value: 0.25: should be a multiple of 0.1']],
    'an embedded object of a kind that can be none': [EMBEDDED, { apiVersion: 'a/b/c', kind: 'A b' }, ['spec.apiVersion: Invalid value: "a/b/c": must be a version, or a group and a version', 'spec.kind: Invalid value: "A b": must be a DNS label (RFC 1035): lower-case letters, digits and "-", a letter first, a letter or digit last']],
    'an embedded object with metadata that no object has': [EMBEDDED, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a/b' } }, ['spec.metadata.name: Invalid value: "a/b": must not contain "/"']],
    'an embedded object with metadata of another type': [EMBEDDED, { apiVersion: 'v1', kind: 'Pod', metadata: { labels: { a: 1 } } }, ['spec.metadata: Invalid value: {"labels":{"a":1}}: must be such as the metadata of any object']],
    'an embedded object without its kind': [EMBEDDED, { apiVersion: 'v1' }, ['spec.kind: Required value: kind must be set']],
    'none of several shapes': [{ type: 'object', properties: { a: STRING, b: STRING }, oneOf: [{ required: ['a'] }, { required: ['b'] }] }, {}, ['spec: Invalid value: "": must fulfil exactly one of these, and fulfils none: a, b']],
    'two of several shapes': [{ type: 'object', properties: { a: STRING, b: STRING }, oneOf: [{ required: ['a'] }, { required: ['b'] }] }, { a: '', b: '' }, ['spec: Invalid value: "": must fulfil exactly one of these, and fulfils 2: a, b']],
    'a shape that must not be': [{ type: 'object', properties: { a: STRING }, not: { required: ['a'] } }, { a: '' }, ['spec: Invalid value: "": must not be so: a']],
    'an entry again': [{ type: 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['n'], items: { type: 'object', properties: { n: STRING } } }, [{ n: 'a' }, { n: 'b' }, { n: 'a' }, { n: 'a' }], ['spec[2]: Duplicate value: {"n":"a"}']],
    'a value of a set again': [{ type: 'array', 'x-kubernetes-list-type': 'set', items: STRING }, ['a', 'a'], ['spec[1]: Duplicate value: "a"']],
    'an entry that a default makes the same': [{ type: 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['n'], items: { type: 'object', properties: { n: { type: 'string', default: 'x' } } } }, [{}, { n: 'x' }], ['spec[1]: Duplicate value: {"n":"x"}']],
  };
  it.each(Object.entries(refused))('refuses %s', (_name, [schema, value, expected]) => {
    expect(judged(schema, value)).toEqual(expected);
  });

  it('reads metadata by its type, and the rest by the schema', () => {
    const schemas = schemasWithThing({ type: 'object', properties: {} });
    expect(said({ apiVersion: 'acme.example/v1', kind: 'Thing', metadata: { name: 1, lables: {} }, more: 1 }, { schemas })).toEqual(['metadata.name value-has-its-type', 'metadata.lables field-is-known', 'more field-is-known']);
  });

  it('wants a count where the scale endpoint sets one', () => {
    const rollout = (replicas: number) => ({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', metadata: { name: 'a' }, spec: { replicas } });
    expect(messages(rollout(3))).toEqual([]);
    expect(messages(rollout(-1))).toEqual(['spec.replicas: Invalid value: -1: should be a non-negative integer']);
  });

  it('says of a pattern that it can\'t match that it is open, and lets nothing pass in silence', () => {
    const schema = { type: 'string', pattern: '^(?i:a)b$' };
    expect(said(thing('ab'), { schemas: schemasWithThing(schema) })).toEqual(['spec pattern-is-evaluated']);
    expect(said(thing('a'.repeat(30_000)), { schemas: schemasWithThing({ type: 'string', pattern: '^(a+)+$' }) })).toEqual(['spec pattern-is-evaluated']);
  });
});

describe('the rules of a custom resource', () => {
  const rule = (rules: readonly object[], more: object = {}) => ({ type: 'object', properties: { a: { type: 'integer' }, b: STRING, namespace: STRING, list: { type: 'array', items: STRING } }, 'x-kubernetes-validations': rules, ...more });

  it.each<[string, object, unknown, readonly string[]]>([
    ['a rule that holds', rule([{ rule: 'self.a > 1' }]), { a: 2 }, []],
    ['a rule that is broken', rule([{ rule: 'self.a > 1', message: 'more than one' }]), { a: 1 }, ['spec: Invalid value: more than one']],
    ['a rule without a message', rule([{ rule: 'self.a > 1' }]), { a: 1 }, ['spec: Invalid value: failed rule: self.a > 1']],
    ['a message that is made', rule([{ rule: 'self.a > 1', messageExpression: '"got %d".format([self.a])' }]), { a: 1 }, ['spec: Invalid value: got 1']],
    ['a message that fails to be made', rule([{ rule: 'self.a > 1', messageExpression: 'self.b', message: 'plain' }]), { a: 1 }, ['spec: Invalid value: plain']],
    ['a field of its own', rule([{ rule: 'self.a > 1', fieldPath: '.a', reason: 'FieldValueRequired', message: 'm' }]), { a: 1 }, ['spec.a: Required value: m']],
    ['a rule that fails', rule([{ rule: 'self.b == ""', message: 'm' }]), { a: 1 }, ['spec: Invalid value: "object": no such key: b evaluating rule: m']],
    ['what an or makes up for', rule([{ rule: 'self.b == "" || self.a == 1' }]), { a: 1 }, []],
    ['a rule about changes', rule([{ rule: 'self == oldSelf' }]), { a: 1 }, []],
    ['a rule about changes that looks at the first state too', rule([{ rule: 'oldSelf.hasValue() || self.a == 2', optionalOldSelf: true, message: 'm' }]), { a: 1 }, ['spec: Invalid value: m']],
    ['a field with a reserved name', rule([{ rule: 'self.__namespace__ == "x"', message: 'm' }]), { namespace: 'y' }, ['spec: Invalid value: m']],
    ['a broken shape, which comes first', rule([{ rule: 'self.a > 1' }]), { a: 'x' }, ['spec.a: Invalid value: must be an integer, got the string "x"']],
    ['a rule inside allOf', { type: 'object', properties: { a: { type: 'integer' } }, allOf: [{ 'x-kubernetes-validations': [{ rule: 'self.a > 1', message: 'm' }] }] }, { a: 1 }, ['spec: Invalid value: m']],
    ['every entry of a list', { type: 'array', items: rule([{ rule: 'has(self.b)', message: 'm' }]) }, [{ b: '' }, {}], ['spec[1]: Invalid value: m']],
  ])('judge %s', (_name, schema, value, expected) => {
    expect(judged(schema, value)).toEqual(expected);
  });

  it.each<[string, string]>([
    ['calls what is not known here, even where it is not reached', 'true || nobody.knows(self)'],
    ['is no CEL', 'self.a >'],
    ['costs more than the budget', 'self.list.all(a, self.list.all(b, self.list.all(c, self.list.all(d, a + b + c != d))))'],
  ])('are said to be open where one %s', (_name, text) => {
    const value = { a: 1, list: Array.from({ length: 200 }, (_, index) => `x${index}`) };
    expect(said(thing(value), { schemas: schemasWithThing(rule([{ rule: text }])) })).toEqual(['spec cel-rule-is-evaluated']);
  });

  it('hold for a route of the Gateway API', () => {
    const route = (backendRefs: readonly object[]) => ({ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'a' }, spec: { rules: [{ backendRefs }] } });
    expect(messages(route([{ name: 'a', port: 80 }]))).toEqual([]);
    expect(messages(route([{ name: 'a' }]))).toEqual(['spec.rules[0].backendRefs[0]: Invalid value: Must have port for Service reference']);
  });
});
