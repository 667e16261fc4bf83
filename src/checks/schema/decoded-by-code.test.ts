import { describe, expect, it } from '@jest/globals';
import { messages, said } from './test-support.ts';

const pod = (spec: unknown, metadata: unknown = { name: 'a' }) => ({ apiVersion: 'v1', kind: 'Pod', metadata, spec });
const container = (fields: object) => pod({ containers: [{ name: 'a', image: 'b', ...fields }] });

describe('reading an object by its type', () => {
  it.each<[string, unknown]>([
    ['a whole pod', container({ ports: [{ containerPort: 80 }], resources: { limits: { cpu: '1', memory: 128 } } })],
    ['null for anything', { ...pod({ containers: null, volumes: [null], hostAliases: [{ hostnames: [null] }], nodeSelector: { a: null }, priority: null, hostNetwork: null }, { name: 'a', labels: null }), status: null }],
    ['a whole number as a float', container({ ports: [{ containerPort: 80.0 }] })],
    ['the bounds of 32 bits', pod({ priority: -2147483648, securityContext: { runAsUser: 9007199254740991 } })],
    ['int-or-string as either', { apiVersion: 'v1', kind: 'Service', spec: { ports: [{ port: 1, targetPort: 80 }, { port: 2, targetPort: 'http' }] } }],
    ['a quantity that is lax but read', container({ resources: { requests: { cpu: ' 1 ', memory: '.5Gi', 'a/b': '+' } } })],
    ['base64 with line breaks, and bytes as numbers', { apiVersion: 'v1', kind: 'Secret', data: { a: 'YWJj\nZGVm', b: '', c: [1, 2, 255] } }],
    ['a time', pod({}, { creationTimestamp: '2024-02-29T01:02:03.5+02:00' })],
    ['anything in a raw extension', { apiVersion: 'apps/v1', kind: 'ControllerRevision', data: [1, 'a', {}], revision: 1 }],
    ['any status', { ...pod({}), status: { whatever: 1 } }],
    ['keys named like what objects have', { apiVersion: 'v1', kind: 'ConfigMap', data: { constructor: 'a', toString: 'b', hasOwnProperty: 'c' } }],
  ])('takes %s', (_name, manifest) => {
    expect(messages(manifest)).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['a number for a string', pod({ nodeName: 1 }), 'spec.nodeName: Invalid value: must be a string, got the number 1'],
    ['a boolean among labels', pod({}, { labels: { 'a/b': true } }), 'metadata.labels["a/b"]: Invalid value: must be a string, got the boolean true'],
    ['a string for a number', pod({ priority: '1' }), 'spec.priority: Invalid value: must be an integer of 32 bits, got the string "1"'],
    ['a fraction', pod({ priority: 1.5 }), 'spec.priority: Invalid value: must be an integer of 32 bits, got the number 1.5'],
    ['more than 32 bits', pod({ priority: 2147483648 }), 'spec.priority: Invalid value: must be an integer of 32 bits, got the number 2147483648'],
    ['more than 64 bits', pod({ activeDeadlineSeconds: 1e30 }), 'spec.activeDeadlineSeconds: Invalid value: must be an integer, got the number 1e+30'],
    ['a text for a boolean', pod({ hostNetwork: 'true' }), 'spec.hostNetwork: Invalid value: must be true or false, got the string "true"'],
    ['a map for a list', pod({ containers: {} }), 'spec.containers: Invalid value: must be a list, got a map'],
    ['a list for a map', { apiVersion: 'v1', kind: 'Pod', spec: [] }, 'spec: Invalid value: must be a map, got a list'],
    ['a text for an entry', pod({ volumes: ['a'] }), 'spec.volumes[0]: Invalid value: must be a map, got the string "a"'],
    ['a boolean for int-or-string', { apiVersion: 'v1', kind: 'Service', spec: { ports: [{ port: 1, targetPort: true }] } }, 'spec.ports[0].targetPort: Invalid value: must be an integer of 32 bits or a string, got the boolean true'],
    ['base64 that is none', { apiVersion: 'v1', kind: 'Secret', data: { a: 'plain!' } }, 'data.a: Invalid value: must be base64 of the standard alphabet, padded, got the string "plain!"'],
    ['a time that is none', pod({}, { creationTimestamp: 'yesterday' }), 'metadata.creationTimestamp: Invalid value: must be a time like 2006-01-02T15:04:05Z, got the string "yesterday"'],
    ['no map at all', [], ': Invalid value: must be a map, got a list'],
  ])('refuses %s', (_name, manifest, message) => {
    expect(messages(manifest)).toEqual([message]);
  });

  it('names the nearest field that is known, and what to type', () => {
    expect(messages(container({ resource: {} }))).toEqual(['spec.containers[0].resource: unknown field "resource", did you mean resources?']);
    expect(said({ apiVersion: 'v1', kind: 'ConfigMap', status: {} })).toEqual(['status field-is-known']);
    expect(said(container({ lifecycle: { preStop: { grpc: {} } } }))).toEqual(['spec.containers[0].lifecycle.preStop.grpc field-is-known']);
  });

  it('knows a field from the minor that brought it', () => {
    const manifest = pod({ containers: [{ name: 'a', restartPolicyRules: [] }] });
    expect(said(manifest, { minor: 33 })).toEqual(['spec.containers[0].restartPolicyRules field-is-known']);
    expect(said(manifest, { minor: 34 })).toEqual([]);
  });

  it('finds everything at once', () => {
    expect(said(pod({ nodeName: 1, volumes: 'x', bogus: 1, containers: [{ image: [] }] }))).toEqual([
      'spec.nodeName value-has-its-type',
      'spec.volumes value-has-its-type',
      'spec.bogus field-is-known',
      'spec.containers[0].image value-has-its-type',
    ]);
  });

  it('stops at a depth that no API has, and after more findings than anybody reads', () => {
    let deep: object = {};
    for (let depth = 0; depth < 2000; depth++) deep = { properties: { a: deep } };
    const definition = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', spec: { versions: [{ name: 'v1', schema: { openAPIV3Schema: deep } }] } };
    expect(said(definition)).toHaveLength(1);
    expect(said(pod(Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`x${index}`, 1]))))).toHaveLength(200);
  });
});
