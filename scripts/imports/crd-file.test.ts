import { describe, expect, it } from '@jest/globals';
import type { Crd } from './crd.ts';
import { crdFile, crdPath } from './crd-file.ts';
import { readGenerated } from './read-generated.test-support.ts';
import type { Schema } from './schema.ts';

const crd = (spec: Schema, kind = 'Shop'): Crd => ({
  group: 'shop.example',
  kind,
  plural: 'shops',
  scope: 'Namespaced',
  version: 'v1',
  schema: { type: 'object', properties: { apiVersion: { type: 'string' }, metadata: { type: 'object' }, spec, status: { type: 'object' } } },
});

const interfaces = (spec: Schema): Readonly<Record<string, Readonly<Record<string, string>>>> =>
  Object.fromEntries(
    [...readGenerated(crdFile(crd(spec), 'shop/shop v1')).interfaces].map(([name, fields]) => [
      name,
      Object.fromEntries([...fields].map(([field, { type, optional }]) => [optional ? `${field}?` : field, type])),
    ]),
  );

const object = (properties: Readonly<Record<string, Schema>>, more: Schema = {}): Schema => ({ type: 'object', properties, ...more });
const string: Schema = { type: 'string' };

/** The type of a field with this schema. */
const typeOf = (schema: Schema): string | undefined => Object.values(interfaces(object({ field: schema }))['ShopSpec'] ?? {})[0];

describe('crdFile', () => {
  it.each<[string, Schema, string]>([
    ['a string', string, 'string'],
    ['an integer', { type: 'integer', format: 'int64' }, 'number'],
    ['an int-or-string', { 'x-kubernetes-int-or-string': true }, 'number | string'],
    ['a list of int-or-strings', { type: 'array', items: { 'x-kubernetes-int-or-string': true } }, 'readonly (number | string)[]'],
    ['a list of lists', { type: 'array', items: { type: 'array', items: string } }, 'readonly (readonly string[])[]'],
    ['a map', { type: 'object', additionalProperties: string }, 'Readonly<Record<string, string>>'],
    ['a map of lists', { type: 'object', additionalProperties: { type: 'array', items: string } }, 'Readonly<Record<string, readonly string[]>>'],
    ['a list of maps', { type: 'array', items: { type: 'object', additionalProperties: string } }, 'readonly Readonly<Record<string, string>>[]'],
    ['an enum, each value once', { type: 'string', enum: ['b', 'a', 'b', ''] }, "'' | 'a' | 'b'"],
    ['an enum of numbers', { type: 'integer', enum: [302, 301] }, '301 | 302'],
    ['an enum in two parts of allOf', { type: 'string', allOf: [{ enum: ['a', 'b'] }, { enum: ['b', 'c'] }] }, "'b'"],
    ['an enum with quotes', { type: 'string', enum: ["it's", 'a "b"', 'c\\d'] }, "'a \"b\"' | 'c\\\\d' | 'it\\'s'"],
    ['an object without fields', { type: 'object' }, 'Readonly<Record<string, never>>'],
    ['an open object', { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }, 'Readonly<Record<string, unknown>>'],
    ['any value', { 'x-kubernetes-preserve-unknown-fields': true }, 'unknown'],
  ])('types %s', (_, schema, type) => {
    expect(typeOf(schema)).toBe(type);
  });

  it('keeps names of every form', () => {
    const fields = interfaces(object({ 'a-b': string, $ref: string, _x: string, '1st': string, URL: string }))['ShopSpec'];
    expect(Object.keys(fields ?? {})).toEqual(['$ref?', '1st?', 'URL?', '_x?', 'a-b?']);
  });

  it('requires what the API requires, which a field with a default is not', () => {
    const spec = object({ a: string, b: string, c: { type: 'string', default: 'x' } }, { required: ['a', 'c'] });
    expect(Object.keys(interfaces(spec)['ShopSpec'] ?? {})).toEqual(['a', 'b?', 'c?']);
  });

  it('leaves a mark on an object that keeps fields it does not name', () => {
    const text = crdFile(crd(object({ a: string }, { 'x-kubernetes-preserve-unknown-fields': true })), 'shop/shop v1');
    expect(text).toContain('  readonly [field: string]: unknown;');
  });

  it('declares one interface for one shape, named for the field it mostly stands under', () => {
    const ref = object({ key: string });
    expect(interfaces(object({ first: ref, auth: object({ secretRef: ref }), backup: object({ secretRef: ref, on: string }) }))).toEqual({
      ShopProps: { 'metadata?': 'ObjectMeta', 'spec?': 'ShopSpec' },
      ShopSpec: { 'auth?': 'ShopAuth', 'backup?': 'ShopBackup', 'first?': 'ShopSecretRef' },
      ShopAuth: { 'secretRef?': 'ShopSecretRef' },
      ShopBackup: { 'on?': 'string', 'secretRef?': 'ShopSecretRef' },
      ShopSecretRef: { 'key?': 'string' },
    });
  });

  it('gives the short name to the shape nearer to the root', () => {
    const names = Object.keys(interfaces(object({ deep: object({ tls: object({ deep: string }) }), tls: object({ near: string }) })));
    expect(names).toEqual(['ShopProps', 'ShopDeep', 'ShopDeepTls', 'ShopSpec', 'ShopTls']);
  });

  it('numbers shapes that no path tells apart, and never takes the name of the class or its props', () => {
    const names = Object.keys(interfaces(object({ 'a-b': object({ x: string }), aB: object({ y: string }), props: object({ z: string }) })));
    expect(names).toEqual(['ShopProps', 'ShopAB', 'ShopSpec', 'ShopSpecAB', 'ShopSpecProps']);
  });

  it.each<[string, Schema]>([
    ['a type it does not know', { type: 'tuple' }],
    ['no type at all', {}],
    ['an enum value that is an object', { type: 'string', enum: [{}] }],
    ['a closed embedded resource', { type: 'object', 'x-kubernetes-embedded-resource': true, properties: { a: string } }],
  ])('stops at %s instead of dropping a field', (_, schema) => {
    expect(() => typeOf(schema)).toThrow(/Shop\.spec\.field/);
  });
});

describe('crdPath', () => {
  it.each([
    ['ExternalSecret', 'shop.example/external-secret.ts'],
    ['HTTPRoute', 'shop.example/http-route.ts'],
    ['GRPCRoute', 'shop.example/grpc-route.ts'],
    ['MeshTLSAuthentication', 'shop.example/mesh-tls-authentication.ts'],
    ['AppProject', 'shop.example/app-project.ts'],
    ['K8sThing', 'shop.example/k8s-thing.ts'],
  ])('writes %s to %s', (kind, file) => {
    expect(crdPath({ group: 'shop.example', kind })).toBe(file);
  });
});
