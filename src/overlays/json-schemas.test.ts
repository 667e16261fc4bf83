import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { demoOverlays, demoSystem } from '../../test/demo-overlays.ts';
import { formatJsonSchema, type JsonSchema, overlayJsonSchemas } from './json-schemas.ts';
import { layerOfText } from './test-support.ts';

const schemas = overlayJsonSchemas([demoSystem]);
const schemaOf = (path: string): JsonSchema => schemas[path]!;

/** Whether a JSON Schema takes a value, by a reader of JSON Schemas that is not ours. */
function takes(schema: JsonSchema, value: unknown): boolean {
  return z.fromJSONSchema(schema).safeParse(value).success;
}

function valueOf(text: string): unknown {
  return JSON.parse(JSON.stringify(layerOfText('x.yaml', text).value));
}

describe('the JSON Schemas', () => {
  it('lie beside the files they belong to', () => {
    expect(Object.keys(schemas)).toEqual(['overlays/environments.schema.json', 'overlays/release.schema.json', 'overlays/waivers.schema.json', 'overlays/shop/overlay.schema.json']);
  });

  it('are the same bytes every time', () => {
    expect(Object.values(overlayJsonSchemas([demoSystem])).map(formatJsonSchema)).toEqual(Object.values(schemas).map(formatJsonSchema));
  });

  it.each(Object.entries(demoOverlays))('take %s', (path, text) => {
    const kind = path.endsWith('.release.yaml') ? 'overlays/release.schema.json' : path === 'overlays/environments.yaml' ? 'overlays/environments.schema.json' : 'overlays/shop/overlay.schema.json';
    expect(takes(schemaOf(kind), valueOf(text))).toBe(true);
  });

  it.each<[string, string, boolean]>([
    ['a file of the format alone', '', true],
    ['a part of a map', 'app: { scale: { max: 3 } }', true],
    ['a part of a form that another file names', 'postgres: { storage: 1Gi }', true],
    ['a removal', 'app: { replicas: null, resources: { limits: null } }', true],
    ['a removal of a value of a list', 'rateLimitBackend: null', true],
    ['a number where text would do', 'app: { resources: { cpu: 2 } }', true],
    ['an unknown key', 'colour: blue', false],
    ['an unknown key deep inside', 'app: { scale: { mix: 3 } }', false],
    ['a wrong type', 'app: { replicas: many }', false],
    ['a value that is none of those allowed', 'rateLimitBackend: reddis', false],
    ['null in a list', 'app: { paths: [null] }', false],
  ])('of an overlay take or refuse %s', (_name, text, taken) => {
    expect(takes(schemaOf('overlays/shop/overlay.schema.json'), valueOf(`schema: slipway.overlay/v1\n${text}\n`))).toBe(taken);
  });

  it('require the line that names the format', () => {
    expect(takes(schemaOf('overlays/shop/overlay.schema.json'), {})).toBe(false);
    expect(takes(schemaOf('overlays/shop/overlay.schema.json'), { schema: 'slipway.overlay/v2' })).toBe(false);
  });

  it('require all of a release, which is no part of anything', () => {
    const release = valueOf(demoOverlays['overlays/shop/dev.release.yaml']!) as Record<string, unknown>;
    expect(takes(schemaOf('overlays/release.schema.json'), { ...release, version: undefined })).toBe(false);
  });

  it('give every key of an overlay a line of documentation', () => {
    expect(undocumented(schemaOf('overlays/shop/overlay.schema.json'), 'overlay')).toEqual([]);
    expect(undocumented(schemaOf('overlays/release.schema.json'), 'release')).toEqual([]);
    expect(undocumented(schemaOf('overlays/environments.schema.json'), 'environments')).toEqual([]);
  });

  it('show defaults and examples where values are transformed, too', () => {
    const properties = schemaOf('overlays/shop/overlay.schema.json')['properties'] as Record<string, JsonSchema>;
    const app = properties['app']!['properties'] as Record<string, JsonSchema>;
    expect((app['resources']!['properties'] as Record<string, JsonSchema>)['memory']).toMatchObject({ default: '256Mi', examples: ['1Gi'] });
    expect(app['host']).toMatchObject({ examples: ['shop.acme.example'] });
  });
});

/** Paths of keys without a description. */
function undocumented(schema: unknown, path: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {}, ...rest } = schema as { properties?: Record<string, JsonSchema> };
  const own = Object.entries(properties).flatMap(([key, value]) => [...('description' in value ? [] : [`${path}.${key}`]), ...undocumented(value, `${path}.${key}`)]);
  return [...own, ...Object.entries(rest).flatMap(([key, value]) => (key === 'propertyNames' || key === 'default' ? [] : undocumented(value, path)))];
}
