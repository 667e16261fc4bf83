import { describe, expect, it } from '@jest/globals';
import { withSchemaDefaults } from './schema-defaults.ts';
import { type RawSchema } from './raw-schema.ts';
import { ANY, nodeOf, type SchemaNode } from './schema-node.ts';
import { packedSchemas } from './test-support.ts';

const node = (raw: RawSchema): SchemaNode => nodeOf(raw, () => ANY);

describe('withSchemaDefaults', () => {
  const cases: Readonly<Record<string, readonly [schema: RawSchema, before: unknown, after: unknown]>> = {
    'a missing field': [{ properties: { a: { type: 'string', default: 'x' } } }, {}, { a: 'x' }],
    'a field that is set': [{ properties: { a: { type: 'string', default: 'x' } } }, { a: 'y' }, { a: 'y' }],
    'defaults inside a default': [{ properties: { a: { properties: { b: { type: 'integer', default: 1 } }, default: {} } } }, {}, { a: { b: 1 } }],
    'no default inside what is missing': [{ properties: { a: { properties: { b: { type: 'integer', default: 1 } } } } }, {}, {}],
    'a null without a default': [{ properties: { a: 'string' } }, { a: null }, {}],
    'a null with a default': [{ properties: { a: { type: 'string', default: 'x' } } }, { a: null }, { a: 'x' }],
    'a null that is allowed': [{ properties: { a: { type: 'string', nullable: true, default: 'x' } } }, { a: null }, { a: null }],
    'a null among free keys': [{ values: 'string' }, { a: null, b: 'c' }, { b: 'c' }],
    'a null in a list': [{ items: 'string' }, [null, 'a'], [null, 'a']],
    'items of a list': [{ items: { properties: { p: { type: 'string', default: 'TCP' } } } }, [{}, { p: 'UDP' }], [{ p: 'TCP' }, { p: 'UDP' }]],
    'values under free keys': [{ values: { properties: { on: { type: 'boolean', default: true } } } }, { a: {}, b: { on: false } }, { a: { on: true }, b: { on: false } }],
    'no default that is null': [{ properties: { a: { type: 'string', nullable: true, default: null } } }, {}, {}],
    'a field the schema does not know': [{ properties: {} }, { a: null }, { a: null }],
  };

  it.each(Object.entries(cases))('fills %s', (_name, [raw, before, after]) => {
    const text = JSON.stringify(before);
    expect(withSchemaDefaults(before, node(raw))).toEqual(after);
    expect(JSON.stringify(before)).toBe(text);
  });

  it('shares what it does not change', () => {
    const value = { a: 'y' };
    expect(withSchemaDefaults(value, node({ properties: { a: { type: 'string', default: 'x' } } }))).toBe(value);
  });

  it('leaves what no schema is known of as it is', () => {
    const value = { a: null };
    expect(withSchemaDefaults(value, undefined)).toBe(value);
  });

  it('sets no prototype by a key of that name', () => {
    const value = JSON.parse('{"__proto__": "t", "a": {"__proto__": {"x": 1}}}') as Record<string, unknown>;
    const filled = withSchemaDefaults(value, node({ properties: { b: { type: 'string', default: 'x' } }, values: 'any' })) as Record<string, unknown>;
    expect(Object.keys(filled).sort()).toEqual(['__proto__', 'a', 'b']);
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });

  it('knows the defaults of a route', () => {
    const root = packedSchemas(36).kind('gateway.networking.k8s.io/v1', 'HTTPRoute')!.root;
    const filled = withSchemaDefaults({ spec: { rules: [{ backendRefs: [{ name: 'a', port: null }] }] } }, root);
    expect(filled).toMatchObject({ spec: { rules: [{ backendRefs: [{ group: '', kind: 'Service', name: 'a', weight: 1 }], matches: [{ path: { type: 'PathPrefix', value: '/' } }] }] } });
  });
});
