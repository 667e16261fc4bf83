import { describe, expect, it } from '@jest/globals';
import { SchemaDocuments } from './open-api.ts';
import { nodeOf } from './schema-node.ts';
import { packedSchemas } from './test-support.ts';

const core = packedSchemas(36).core;
const read = (value: unknown, name = 'document.json') => new SchemaDocuments([{ name, value }], (id) => core.definition(id));

const THING = {
  type: 'object',
  required: ['spec'],
  properties: {
    apiVersion: { type: 'string' },
    kind: { type: 'string' },
    metadata: { $ref: '#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' },
    spec: { type: 'object', properties: { size: { $ref: '#/definitions/io.k8s.apimachinery.pkg.api.resource.Quantity' }, port: { 'x-kubernetes-int-or-string': true } } },
    status: { type: 'object', properties: { ready: { type: 'boolean' } } },
  },
  'x-kubernetes-group-version-kind': [{ group: 'acme.example', version: 'v1', kind: 'Thing' }],
};

describe('SchemaDocuments', () => {
  it('reads an OpenAPI 2 document of a cluster', () => {
    const documents = read({ swagger: '2.0', definitions: { 'example.acme.v1.Thing': THING, 'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: 'string' } } });
    const thing = documents.kind('acme.example/v1', 'Thing');
    expect(thing).toMatchObject({ judgedBy: 'schema', apiVersion: 'acme.example/v1', kind: 'Thing' });
    expect(thing?.root.required).toEqual(['spec']);
    expect(thing?.root.property('spec')?.property('size')?.format).toBe('quantity');
    expect(thing?.root.property('spec')?.property('port')?.format).toBe('int-or-string');
    expect(thing?.root.property('status')?.preservesUnknown).toBe(true);
    expect(thing?.root.property('metadata')).toBe(core.definition('meta.v1.ObjectMeta'));
    expect(documents.size).toBe(1);
  });

  it('reads an OpenAPI 3 document, with references beside defaults', () => {
    const documents = read({
      openapi: '3.0.0',
      components: {
        schemas: {
          'io.k8s.api.apps.v1.Deployment': { type: 'object', properties: { spec: { allOf: [{ $ref: '#/components/schemas/io.k8s.api.apps.v1.DeploymentSpec' }], default: {} } }, 'x-kubernetes-group-version-kind': [{ group: 'apps', version: 'v1', kind: 'Deployment' }] },
          'io.k8s.api.apps.v1.DeploymentSpec': { type: 'object', properties: { replicas: { type: 'integer', format: 'int32', default: 0 } } },
        },
      },
    });
    const deployment = documents.kind('apps/v1', 'Deployment');
    expect(deployment?.judgedBy).toBe('code');
    expect(deployment?.root.property('spec')?.property('replicas')?.format).toBe('int32');
  });

  it.each([
    ['that names its kind', { ...THING, properties: { ...THING.properties, metadata: { type: 'object' } } }, 'thing.json'],
    ['whose only values do', { type: ['object', 'null'], properties: { apiVersion: { type: ['string', 'null'], enum: ['acme.example/v1'] }, kind: { enum: ['Thing'] }, spec: { type: 'object', properties: { size: { oneOf: [{ type: ['string', 'null'] }, { type: ['number', 'null'] }] } } } } }, 'thing-acme-v1.json'],
    ['whose path does', { type: 'object', properties: { spec: { type: 'object', properties: { size: { oneOf: [{ type: 'string' }, { type: 'number' }] } } } } }, 'schemas/acme.example/thing_v1.json'],
  ])('reads a JSON schema of one kind, %s', (_name, value, name) => {
    const thing = read(value, name).kind('acme.example/v1', 'Thing');
    expect(thing).toMatchObject({ kind: 'Thing', judgedBy: 'schema' });
    expect(thing?.root.property('spec')?.property('size')?.format).toBe('quantity');
  });

  it('reads custom resource definitions, alone and in a list', () => {
    const definition = { kind: 'CustomResourceDefinition', spec: { group: 'acme.example', names: { kind: 'Thing' }, versions: [{ name: 'v1', served: true, schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object', properties: { n: { type: 'integer', 'x-kubernetes-validations': [{ rule: 'self > 1' }] } } } } } } }, { name: 'v0', served: false, schema: { openAPIV3Schema: {} } }] } };
    for (const document of [definition, { kind: 'List', items: [definition] }]) {
      const documents = read(document);
      expect(documents.kind('acme.example/v1', 'Thing')?.root.property('spec')?.property('n')?.rules).toEqual([{ rule: 'self > 1' }]);
      expect(documents.kind('acme.example/v0', 'Thing')).toBeUndefined();
    }
  });

  it('goes before the packs', () => {
    const documents = read({ swagger: '2.0', definitions: { 'io.k8s.api.core.v1.Pod': { type: 'object', properties: { only: { type: 'string' } }, 'x-kubernetes-group-version-kind': [{ group: '', version: 'v1', kind: 'Pod' }] } } });
    expect(packedSchemas(36, [documents]).kind('v1', 'Pod')?.root.names).toEqual(['only']);
    expect(packedSchemas(36, [documents]).kind('v1', 'Service')?.root.names).toContain('spec');
  });

  it.each([['null', null], ['a list', []], ['a text', 'x'], ['definitions that are none', { definitions: [1] }], ['a definition of no kind', { kind: 'CustomResourceDefinition', spec: { versions: 3 } }]])('finds nothing in %s', (_name, value) => {
    expect(read(value).size).toBe(0);
  });

  it('takes anything where a document refers to what it does not hold', () => {
    const documents = read({ definitions: { a: { type: 'object', properties: { x: { $ref: '#/definitions/gone' } }, 'x-kubernetes-group-version-kind': [{ group: 'acme.example', version: 'v1', kind: 'A' }] } } });
    expect(documents.kind('acme.example/v1', 'A')?.root.property('x')?.format).toBe('any');
    expect(() => nodeOf('#x', () => { throw new Error('no'); })).toThrow('no');
  });
});
