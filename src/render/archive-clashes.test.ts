import { describe, expect, it } from '@jest/globals';
import { type Manifest } from '../kernel/manifest.ts';
import { archiveProblems, type WrittenPair } from './archive-clashes.ts';
import { type RenderedPair } from './render-pair.ts';

interface Archive {
  readonly destination: string;
  readonly cluster?: string;
  readonly serverName?: string;
  readonly endpoint?: string;
  readonly archives?: boolean;
}

function pair(place: string, ...archives: readonly Archive[]): RenderedPair {
  const [environment, system] = place.split('/') as [string, string];
  const manifests = archives.flatMap(({ destination, cluster = 'postgres', serverName, endpoint, archives: isWALArchiver = true }): Manifest[] => {
    const metadata = { name: cluster, namespace: `${system}-${environment}` };
    const parameters = { barmanObjectName: cluster, ...(serverName === undefined ? {} : { serverName }) };
    return [
      { apiVersion: 'barmancloud.cnpg.io/v1', kind: 'ObjectStore', metadata, spec: { configuration: { destinationPath: destination, ...(endpoint === undefined ? {} : { endpointURL: endpoint }) } } },
      { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata, spec: { plugins: [{ name: 'barman-cloud.cloudnative-pg.io', isWALArchiver, parameters }] } },
    ];
  });
  return { environment, system, files: manifests.map((manifest, index) => ({ name: `${index}.yaml`, text: '', manifest })) };
}

const shared = { destination: 's3://acme-backups/shop' };
const found = (...pairs: readonly RenderedPair[]): string[] => archiveProblems(pairs, []).map(({ path }) => path!);

describe('archives of Postgres', () => {
  it.each<[string, RenderedPair, RenderedPair, string]>([
    ['two regions of a stage', pair('eu/shop', shared), pair('us/shop', shared), 'us/shop › Cluster.postgresql.cnpg.io shop-us/postgres'],
    ['two systems', pair('eu/shop', shared), pair('eu/kiosk', shared), 'eu/kiosk › Cluster.postgresql.cnpg.io kiosk-eu/postgres'],
    ['a path with another slash at its end', pair('eu/shop', shared), pair('us/shop', { destination: 's3://acme-backups/shop/' }), 'us/shop › Cluster.postgresql.cnpg.io shop-us/postgres'],
    ["a server's name that is the other's path", pair('eu/shop', { destination: 's3://b/shop' }), pair('us/shop', { destination: 's3://b', serverName: 'shop/postgres' }), 'us/shop › Cluster.postgresql.cnpg.io shop-us/postgres'],
  ])('are not one for %s', (_what, one, other, path) => {
    expect(found(one, other)).toEqual([path]);
  });

  it.each<[string, RenderedPair, RenderedPair]>([
    ['at a path of its own', pair('eu/shop', shared), pair('us/shop', { destination: 's3://acme-backups/shop/us' })],
    ['under a name of its own', pair('eu/shop', shared), pair('us/shop', { ...shared, serverName: 'postgres-us' })],
    ['in another store', pair('eu/shop', shared), pair('us/shop', { ...shared, endpoint: 'https://objects.acme.example' })],
    ['of another cluster', pair('eu/shop', shared), pair('us/shop', { ...shared, cluster: 'ledger' })],
    ['that is read alone', pair('eu/shop', shared), pair('us/shop', { ...shared, archives: false })],
  ])('are two where each is %s', (_what, one, other) => {
    expect(found(one, other)).toEqual([]);
  });

  it('are told of at the line that names the place, with the line to type', () => {
    const written: WrittenPair = { system: 'shop', environment: 'us', values: { postgres: { backup: shared } }, sourceOf: () => ({ file: 'overlays/shop/production.yaml', line: 9, column: 18 }) };
    expect(archiveProblems([pair('eu/shop', shared), pair('us/shop', shared)], [written])).toEqual([
      {
        file: 'overlays/shop/production.yaml',
        line: 9,
        column: 18,
        path: 'postgres.backup.destination',
        message: 'backups and log of postgres in us/shop go to "s3://acme-backups/shop", where eu/shop archives postgres',
        fix: 'destination: s3://acme-backups/shop/us   (in overlays/shop/us.yaml; a running cluster begins a new archive there: take a base backup at once)',
      },
    ]);
  });
});
