import { describe, expect, it } from '@jest/globals';
import { type Manifest } from '../../kernel/manifest.ts';
import { type RawNode } from '../schema/raw-schema.ts';
import { SchemaNode } from '../schema/schema-node.ts';
import { schemaDefaults } from './schema-defaults.ts';

const ROOT: RawNode = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      properties: {
        mode: { type: 'string', default: 'fast' },
        kept: { type: 'string', nullable: true, default: 'x' },
        parent: { type: 'object', default: {}, properties: { group: { type: 'string', default: 'g' } } },
        items: { type: 'array', items: { type: 'object', properties: { weight: { type: 'integer', default: 1 } } } },
        free: { type: 'object', values: { type: 'object', properties: { on: { type: 'boolean', default: true } } } },
      },
    },
  },
};
const NODE = new SchemaNode(ROOT, () => {
  throw new Error('this schema refers to nothing');
});

function resource(spec: object): Manifest {
  return { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'it' }, spec };
}

const FILLED: Record<string, [object, object]> = {
  'what is absent': [{}, { mode: 'fast', kept: 'x', parent: { group: 'g' } }],
  'what is null where null is not allowed': [{ mode: null }, { mode: 'fast', kept: 'x', parent: { group: 'g' } }],
  'nothing for a null that is allowed': [{ kept: null }, { mode: 'fast', kept: null, parent: { group: 'g' } }],
  'items of lists': [{ items: [{}, { weight: 2 }] }, { mode: 'fast', kept: 'x', parent: { group: 'g' }, items: [{ weight: 1 }, { weight: 2 }] }],
  'values of maps': [{ free: { a: {} } }, { mode: 'fast', kept: 'x', parent: { group: 'g' }, free: { a: { on: true } } }],
};

describe('schemaDefaults', () => {
  it.each(Object.entries(FILLED))('fills in %s', (_name, [spec, expected]) => expect(schemaDefaults(resource(spec), NODE)['spec']).toEqual(expected));

  it('is the same manifest where nothing is filled in, or no schema is known', () => {
    const whole = schemaDefaults(resource({ items: [{}] }), NODE);
    expect(schemaDefaults(whole, NODE)).toBe(whole);
    const unknown = resource({});
    expect(schemaDefaults(unknown, undefined)).toBe(unknown);
  });
});
