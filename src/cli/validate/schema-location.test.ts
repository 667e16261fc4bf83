import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { readSchemas } from './read-schemas.ts';
import { readSchemaLocation } from './schema-location.ts';
import { validateText } from './test-support.ts';

const folder = mkdtempSync(join(tmpdir(), 'slipway-schemas-'));
afterAll(() => rmSync(folder, { recursive: true }));
const put = (name: string, text: string): string => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const SPEC = { type: 'object', required: ['size'], properties: { size: { type: 'integer', minimum: 1 }, kind: { type: 'object', required: ['of'], properties: { of: { type: 'string', default: 'a' } } }, port: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] } } };
const SCHEMA = { type: 'object', properties: { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { type: 'object' }, spec: SPEC } };
const definition = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'widgets.acme.example' }, spec: { group: 'acme.example', names: { kind: 'Widget', plural: 'widgets' }, scope: 'Namespaced', versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: SCHEMA } }] } };
const openapi = {
  swagger: '2.0',
  definitions: {
    'example.acme.v1.Widget': { ...SCHEMA, properties: { ...SCHEMA.properties, metadata: { $ref: '#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta_v2' }, spec: { $ref: '#/definitions/example.acme.v1.Spec' } }, 'x-kubernetes-group-version-kind': [{ group: 'acme.example', version: 'v1', kind: 'Widget' }] },
    'example.acme.v1.Spec': SPEC,
  },
};

const places: Record<string, string> = {
  'a folder of custom resource definitions': dirname(put('crds/widget.yaml', JSON.stringify(definition))),
  'a file with one in JSON': put('crd.json', JSON.stringify(definition)),
  'JSON Schemas by group, kind and version': dirname(dirname(put('catalog/acme.example/widget_v1.json', JSON.stringify(SCHEMA)))),
  'the OpenAPI document of a cluster': put('openapi.json', JSON.stringify(openapi)),
  'the OpenAPI document of a group': put('v3.json', JSON.stringify({ openapi: '3.0.0', components: { schemas: openapi.definitions } })),
};

const widget = (spec: string, metadata = '{ name: a, namespace: shop }') => `apiVersion: acme.example/v1\nkind: Widget\nmetadata: ${metadata}\nspec: ${spec}\n`;

describe.each(Object.entries(places))('schemas from %s', (_what, location) => {
  const schemas = readSchemas(resolve(__dirname, '..', '..', '..'), [readSchemaLocation(location)]);
  const paths = (text: string) => validateText({ 'a.yaml': text }, { schemas, rules: ['schema', 'api'] }).findings.map(({ path }) => path);

  it('accept what they allow', () => {
    expect(paths(widget('{ size: 1, port: http }'))).toEqual([]);
    expect(paths(widget('{ size: 1, port: 80 }'))).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['an unknown field', '{ size: 1, colour: red }', 'spec.colour'],
    ['a wrong type', '{ size: one }', 'spec.size'],
    ['a missing field', '{ port: 80 }', 'spec.size'],
  ])('refuse %s', (_name, spec, path) => {
    expect(paths(widget(spec))).toEqual([path]);
  });

  it.each<[string, string]>([
    ['a default, which completes what is required', '{ size: 1, kind: {} }'],
    ['null, which is nothing', '{ size: 1, port: null }'],
  ])('take %s', (_name, spec) => {
    expect(paths(widget(spec))).toEqual([]);
  });

  it('know metadata as Kubernetes does', () => {
    expect(paths(widget('{ size: 1 }', '{ name: a, namespace: shop, labels: { a: 1 } }'))).toEqual(['metadata.labels.a']);
  });
});

describe('a kind that no schema describes', () => {
  it('is told as not checked', () => {
    expect(validateText({ 'a.yaml': widget('{}') })).toMatchObject({ findings: [], notChecked: [{ what: expect.stringContaining('Widget of acme.example/v1'), count: 1 }] });
  });
});

describe('a place without schemas', () => {
  it.each([
    ['a file that is not there', join(folder, 'none'), /cannot be read/],
    ['a folder of other things', dirname(put('other/a.yaml', 'a: b\n')), /describes no kind/],
    ['JSON that is none', put('broken.json', '{'), /cannot be read as JSON/],
  ])('is refused: %s', (_what, location, message) => {
    expect(() => readSchemaLocation(location)).toThrow(message);
  });
});
