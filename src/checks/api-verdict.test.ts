import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packedSchemas } from '../api/schema/test-support.ts';
import { apiFindings } from './api-verdict.ts';

const schemas = packedSchemas(36);
const judge = (...manifests: unknown[]) => apiFindings(manifests, { kubernetes: '1.36', schemas });
const pod = (spec: object, name = 'a') => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop' }, spec });

describe('apiFindings', () => {
  it('asks the rules of validation only about what can be read', () => {
    const bad = judge(pod({ containers: [{ name: 'A_', image: 'b' }] }), pod({ containers: [{ name: 'A_', image: 1 }] }, 'b'));
    expect(bad.filter(({ object }) => object.name === 'b').map(({ rule }) => rule)).toEqual(['value-has-its-type']);
    expect(bad.filter(({ object }) => object.name === 'a').map(({ path }) => path)).toContain('spec.containers[0].name');
  });

  it('asks them about an object without metadata, as the API server does', () => {
    expect(judge({ apiVersion: 'v1', kind: 'ConfigMap' }).map(({ path, severity }) => `${path} ${severity}`)).toEqual(['metadata.name error']);
  });

  it('names the object of each finding', () => {
    expect(judge({ apiVersion: 'apps/v9', kind: 'Deployment', metadata: { name: 'x', namespace: 'y' } })[0]?.object).toEqual({ group: 'apps', kind: 'Deployment', namespace: 'y', name: 'x' });
    expect(judge(null)[0]?.object).toEqual({ group: '', kind: 'object', namespace: '', name: 'without a name' });
  });

  it('bears any JSON as an object of any kind', () => {
    const kind = fc.constantFrom(['v1', 'Pod'], ['apps/v1', 'Deployment'], ['gateway.networking.k8s.io/v1', 'HTTPRoute'], ['argoproj.io/v1alpha1', 'Rollout'], ['v1', 'List'], ['__proto__/v1', 'constructor']);
    fc.assert(
      fc.property(kind, fc.jsonValue({ maxDepth: 6 }), fc.jsonValue(), fc.jsonValue(), ([apiVersion, name], spec, metadata, other) => {
        judge({ apiVersion, kind: name, metadata, spec, data: other, ['__proto__']: other }, other);
      }),
      { numRuns: 300 },
    );
  });
});
