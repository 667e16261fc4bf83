import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Manifest } from '../kernel/manifest.ts';
import { archiveProblems } from './archive-clashes.ts';
import { clusterProblems } from './cluster-clashes.ts';
import { outlineOf } from './pair-outline.ts';
import { type RenderedPair } from './render-pair.ts';

const host = fc.constantFrom('a.example', 'b.example', 'A.example', '*', 'x.svc');
const manifest: fc.Arbitrary<Manifest> = fc.record({
  apiVersion: fc.constantFrom('v1', 'networking.k8s.io/v1', 'gateway.networking.k8s.io/v1', 'networking.istio.io/v1', 'apps/v1'),
  kind: fc.constantFrom('Ingress', 'HTTPRoute', 'VirtualService', 'Namespace', 'Deployment'),
  metadata: fc.record({ name: fc.constantFrom('a', 'b'), namespace: fc.constantFrom('one', 'two') }, { requiredKeys: ['name'] }),
  spec: fc.record({ rules: fc.array(fc.record({ host }, { requiredKeys: [] }), { maxLength: 2 }), hostnames: fc.array(host, { maxLength: 2 }), hosts: fc.array(host, { maxLength: 2 }), gateways: fc.array(fc.constantFrom('mesh', 'edge'), { maxLength: 2 }), parentRefs: fc.array(fc.record({ kind: fc.constantFrom('Service', 'Gateway') }), { maxLength: 1 }), replicas: fc.integer() }, { requiredKeys: [] }),
});

const place = fc.record({ destinationPath: fc.constantFrom('s3://a/x', 's3://a/x/', 's3://b'), endpointURL: fc.constantFrom('https://one.example', 'https://two.example'), wal: fc.constant({ compression: 'gzip' }) }, { requiredKeys: ['destinationPath'] });
const plugin = fc.record({ name: fc.constantFrom('barman-cloud.cloudnative-pg.io', 'barman-cloud.cloudnative-pg.io', 'other.example'), isWALArchiver: fc.constantFrom(true, true, false), parameters: fc.record({ barmanObjectName: fc.constantFrom('a', 'b'), serverName: fc.constantFrom('x', 'y') }, { requiredKeys: ['barmanObjectName'] }) });
const store = (name: string): fc.Arbitrary<Manifest> => fc.record({ apiVersion: fc.constant('barmancloud.cnpg.io/v1'), kind: fc.constant('ObjectStore'), metadata: fc.constant({ name }), spec: fc.record({ configuration: place }) });
const cluster: fc.Arbitrary<Manifest> = fc.record({ apiVersion: fc.constant('postgresql.cnpg.io/v1'), kind: fc.constant('Cluster'), metadata: fc.record({ name: fc.constantFrom('a', 'b') }), spec: fc.record({ instances: fc.nat(), plugins: fc.array(plugin, { maxLength: 3 }) }, { requiredKeys: ['plugins'] }) });
const archives: fc.Arbitrary<Manifest[]> = fc.tuple(store('a'), store('b'), cluster, cluster);

const paired = (all: readonly (readonly Manifest[])[]) => all.map((manifests, index): RenderedPair => ({ environment: index % 2 === 0 ? 'dev' : 'qa', system: `s${index}`, files: manifests.map((one, at) => ({ name: `${at}`, text: '', manifest: one })) }));
const outlined = (pairs: readonly RenderedPair[]) => pairs.map((pair) => ({ ...pair, files: pair.files.map((file) => ({ ...file, manifest: outlineOf(file.manifest) })) }));

describe('the outline of a manifest', () => {
  it('shows every clash that the whole manifest shows', () => {
    const environments = ['dev', 'qa'].map((name) => ({ name, cluster: { name: 'one' } }));
    let clashes = 0;
    fc.assert(
      fc.property(fc.array(fc.array(manifest, { minLength: 2, maxLength: 8 }), { minLength: 2, maxLength: 5 }), (all) => {
        const pairs = paired(all);
        const outlines = outlined(pairs);
        const problems = clusterProblems(pairs, environments);
        expect(clusterProblems(outlines, environments)).toEqual(problems);
        clashes += problems.length;
      }),
      { numRuns: 300 },
    );
    expect(clashes).toBeGreaterThan(100);
  });

  it('shows every archive that two clusters would share, and nothing else of a cluster', () => {
    let clashes = 0;
    fc.assert(
      fc.property(fc.array(archives, { minLength: 2, maxLength: 5 }), (all) => {
        const pairs = paired(all);
        const problems = archiveProblems(pairs, []);
        expect(archiveProblems(outlined(pairs), [])).toEqual(problems);
        clashes += problems.length;
      }),
      { numRuns: 300 },
    );
    expect(clashes).toBeGreaterThan(100);
    expect(JSON.stringify(outlineOf({ apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata: { name: 'a' }, spec: { instances: 3, storage: { size: '8Gi' } } }))).not.toMatch(/instances|storage/);
  });
});
