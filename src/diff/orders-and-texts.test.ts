import { describe, expect, it } from '@jest/globals';
import { type Manifest } from '../kernel/manifest.ts';
import { type Diff, type Impact, type ImpactId } from './diff.ts';
import { diffManifests } from './diff-manifests.ts';
import { SCHEMAS } from './test-support/schemas.ts';

const object = (apiVersion: string, kind: string, rest: object, metadata: object = {}): Manifest => ({ apiVersion, kind, metadata: { name: 'web', namespace: 'shop', ...metadata }, ...rest });
const diffOf = (before: readonly Manifest[], after: readonly Manifest[]): Diff => diffManifests(before, after, { schemas: SCHEMAS });
const impactsOf = (diff: Diff, id: ImpactId): readonly Impact[] => diff.objects.flatMap(({ impacts }) => impacts.filter((impact) => impact.id === id));

const [http, grpc, metrics] = [{ name: 'http', port: 80 }, { name: 'grpc', port: 90 }, { name: 'metrics', port: 100 }];
const service = (...ports: object[]): Manifest => object('v1', 'Service', { spec: { selector: { app: 'web' }, ports } });
const path = (at: string, name: string, pathType = 'Prefix'): object => ({ path: at, pathType, backend: { service: { name, port: { number: 80 } } } });
const ingress = (...rules: [host: string, ...paths: object[]][]): Manifest => object('networking.k8s.io/v1', 'Ingress', { spec: { rules: rules.map(([host, ...paths]) => ({ host, http: { paths } })) } });
const [root, api, own] = [path('/', 'web'), path('/api', 'api'), path('/own', 'own', 'ImplementationSpecific')];

describe('another order', () => {
  it.each<[string, Manifest, Manifest, string[]]>([
    ['of ports behind the first means nothing', service(http, grpc, metrics), service(http, metrics, grpc), []],
    ['of ports with another first one is low', service(http, grpc), service(grpc, http), ['low']],
    ['of ports, and another port, is high', service(http, grpc), service(grpc, { ...http, targetPort: 8080 }), ['low', 'high']],
    ['of paths means nothing', ingress(['a.example', root, api]), ingress(['a.example', api, root]), []],
    ['of hosts means nothing', ingress(['a.example', root], ['b.example', api]), ingress(['b.example', api], ['a.example', root]), []],
    ['of paths that their controller matches is medium', ingress(['a.example', root, own]), ingress(['a.example', own, root]), ['medium']],
    ['of two paths that match the same is high', ingress(['a.example', root, path('/', 'other')]), ingress(['a.example', path('/', 'other'), root]), ['high']],
    ['of paths, and another backend, is high', ingress(['a.example', root, api]), ingress(['a.example', path('/api', 'other'), root]), ['high']],
  ])('%s', (_what, before, after, expected) => {
    const diff = diffOf([before], [after]);
    expect(impactsOf(diff, 'traffic').map(({ risk }) => risk).sort()).toEqual([...expected].sort());
    // The API server sees another object all the same.
    expect(impactsOf(diff, 'in-place')).toHaveLength(1);
  });
});

const config = (data: Record<string, string>): Manifest => object('v1', 'ConfigMap', { data });

describe('a text of a ConfigMap', () => {
  it.each<[string, Record<string, string>, Record<string, string>, boolean]>([
    ['JSON with other space', { a: '{"x":1,"y":[1,2]}' }, { a: '{ "y": [1, 2],\n  "x": 1 }' }, true],
    ['YAML with a comment', { a: 'x: 1\ny: 2\n' }, { a: '# why\ny: 2\nx: 1\n' }, true],
    ['JSON as YAML', { a: '{"x": 1}' }, { a: 'x: 1\n\n' }, true],
    ['JSON with another value', { a: '{"x":1}' }, { a: '{ "x": 2 }' }, false],
    ['a text that is neither', { a: 'one two' }, { a: 'one  two' }, false],
    ['one of two with another value', { a: '{"x":1}', b: '1' }, { a: '{ "x": 1 }', b: '2' }, false],
  ])('is told as a change of its text alone where it means the same: %s', (_what, before, after, isText) => {
    const diff = diffOf([config(before)], [config(after)]);
    const [found] = impactsOf(diff, 'in-place');
    expect(found!.reason.includes('in its text only, and what parses that as JSON or YAML gets the same structure')).toBe(isText);
    expect(diff.objects[0]!.changes.length).toBeGreaterThan(0);
  });
});

const claim = (storage: string, more: object = {}): Manifest => object('v1', 'PersistentVolumeClaim', { spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage } }, ...more } });
const fast = (allowVolumeExpansion: boolean): Manifest => object('storage.k8s.io/v1', 'StorageClass', { provisioner: 'p', allowVolumeExpansion }, { name: 'fast', namespace: undefined });

describe('a claim that grows', () => {
  it.each<[string, Manifest[], object, ImpactId, string, RegExp]>([
    ['is bound, and its class allows it', [fast(true)], { volumeName: 'v' }, 'in-place', 'low', /changes in place: its volume grows/],
    ['may be bound, of a class nobody knows', [], {}, 'immutable-field', 'medium', /^PersistentVolumeClaim web grows in place from 1Gi to 2Gi, as every bound claim does whose class allows expansion; it is refused only where StorageClass fast does not allow expansion$/],
    ['may be bound, and its class allows it', [fast(true)], {}, 'immutable-field', 'medium', /grows in place from 1Gi to 2Gi, as every bound claim does; it is refused only where it is not bound yet$/],
    ['has a class that does not allow it', [fast(false)], { volumeName: 'v' }, 'immutable-field', 'high', /^the API server refuses .* StorageClass fast does not let its claims grow/],
  ])('%s', (_what, others, more, id, risk, reason) => {
    const [found] = impactsOf(diffOf([...others, claim('1Gi', more)], [...others, claim('2Gi', more)]), id);
    expect(found).toMatchObject({ risk });
    expect(found!.reason).toMatch(reason);
  });
});
