import { describe, expect, it } from '@jest/globals';
import { packedSchemas } from '../../api/schema/test-support.ts';
import { withCutIntegers } from './object-can-be-applied.ts';
import { messages, said, schemasWithThing, thing } from './test-support.ts';

const pod = (container: object, more: object = {}) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec: { containers: [{ name: 'a', ...container }], ...more } });

describe('object-can-be-applied', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['a variable again', pod({ env: [{ name: 'A', value: '1' }, { name: 'A', value: '2' }] }), ['spec.containers[0].env[1]: Duplicate value: {"name":"A"}']],
    ['a port again, by the protocol that stands for none', pod({ ports: [{ containerPort: 1 }, { containerPort: 1, protocol: 'TCP' }, { containerPort: 1, protocol: 'UDP' }] }), ['spec.containers[0].ports[1]: Duplicate value: {"containerPort":1,"protocol":"TCP"}']],
    ['an entry without its key', { apiVersion: 'v1', kind: 'ServiceAccount', secrets: [{}] }, ['secrets[0]: Required value: name must be set, which tells the entries of this list apart']],
    ['an entry whose key has a default', pod({}, { imagePullSecrets: [{}] }), []],
    ['an entry that is null', { apiVersion: 'v1', kind: 'ServiceAccount', secrets: [null] }, ['secrets[0]: Invalid value: null: an entry must be a map, which name tell apart']],
    ['a value of a set again', { apiVersion: 'v1', kind: 'Pod', metadata: { finalizers: ['a', 'a'] } }, ['metadata.finalizers[1]: Duplicate value: "a"']],
    ['managed fields', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { managedFields: [] } }, ['metadata.managedFields: Forbidden: must not be set by who applies']],
  ])('says of %s', (_name, manifest, expected) => {
    expect(messages(manifest, { verb: 'both' })).toEqual(expected);
    expect(messages(manifest, { verb: 'create' })).toEqual([]);
  });

  it('refuses the nulls of a custom resource, which a creation drops', () => {
    const schemas = schemasWithThing({ type: 'object', properties: { a: { type: 'string' }, b: { type: 'string', default: 'x' } } });
    expect(said(thing({ a: null, b: null }), { schemas, verb: 'both' })).toEqual(['spec.a object-can-be-applied']);
    expect(said({ ...thing({}), metadata: { name: 'x', labels: null } }, { schemas, verb: 'both' })).toEqual([]);
  });
});

describe('withCutIntegers', () => {
  it('cuts what 32 bits can\'t hold, and nothing else', () => {
    const { root } = packedSchemas(36).kind('v1', 'Pod')!;
    const manifest = { spec: { priority: -2147483649, activeDeadlineSeconds: 3e9, nodeName: 'a' } };
    expect(withCutIntegers(manifest, root)).toEqual({ spec: { priority: 2147483647, activeDeadlineSeconds: 3e9, nodeName: 'a' } });
    const plain = { spec: { priority: 1 } };
    expect(withCutIntegers(plain, root)).toBe(plain);
  });
});
