import { describeObject } from '../checks/check-manifests.ts';
import { at, listAt, textAt } from '../checks/field.ts';
import { kindOf } from '../kernel/kind-of.ts';
import { BARMAN_PLUGIN } from '../constructs/postgres-backup.ts';
import { identityOf, type Json, type Manifest } from '../kernel/manifest.ts';
import { type Problem, quoted } from '../kernel/problem.ts';
import { type OverlayPair } from '../overlays/load.ts';
import { type RenderedPair } from './render-pair.ts';
import { whereWritten } from './where-written.ts';

/** What of a pair a problem's place is found by. */
export type WrittenPair = Pick<OverlayPair, 'system' | 'environment' | 'values' | 'sourceOf'>;

/** Where a Postgres cluster's base backups and log go. */
interface Archive {
  readonly pair: RenderedPair;
  readonly cluster: Manifest;
  readonly destination: string;
  /** Store, path and server: what makes two archives one. */
  readonly key: string;
}

/**
 * Archives of Postgres that two clusters would write, wherever they run: an object store knows no
 * clusters, and two regions that read their destination from one file of their stage go to one place. The
 * logs of two databases would lie in one archive, of which neither could be restored. The server's name in
 * it stays that of the cluster, so that nothing that is archived already is left behind.
 *
 * @param pairs rendered; what is not among them is not looked at
 * @param overlays the same pairs as they were written
 * @returns one problem for each archive that another cluster was first to claim, by pair
 */
export function archiveProblems(pairs: readonly RenderedPair[], overlays: readonly WrittenPair[]): Problem[] {
  const owners = new Map<string, Archive>();
  return pairs.flatMap((pair) =>
    pair.files.flatMap(({ manifest }) => archiveOf(pair, manifest)).flatMap((archive): Problem[] => {
      const other = owners.get(archive.key);
      if (other === undefined) owners.set(archive.key, archive);
      if (other === undefined) return [];
      const written = overlays.find(({ environment, system }) => environment === pair.environment && system === pair.system);
      const problem = problemOf(archive, other);
      return written === undefined ? [problem] : whereWritten(problem, { name: archive.destination }, written);
    }),
  );
}

/** The part of a spec that says where a cluster archives; undefined where it says nothing of that. */
export function archiveSpec(manifest: Manifest): Json | undefined {
  switch (kindOf(manifest)) {
    case CLUSTER:
      return { plugins: [...listAt(manifest, 'spec', 'plugins')] as Json[] };
    case STORE: {
      const [destinationPath, endpointURL] = [textAt(manifest, 'spec', 'configuration', 'destinationPath'), textAt(manifest, 'spec', 'configuration', 'endpointURL')];
      return { configuration: { ...(destinationPath === undefined ? {} : { destinationPath }), ...(endpointURL === undefined ? {} : { endpointURL }) } };
    }
    default:
      return undefined;
  }
}

const CLUSTER = 'postgresql.cnpg.io/Cluster';
const STORE = 'barmancloud.cnpg.io/ObjectStore';

function archiveOf(pair: RenderedPair, manifest: Manifest): Archive[] {
  if (kindOf(manifest) !== CLUSTER) return [];
  return listAt(manifest, 'spec', 'plugins').flatMap((plugin): Archive[] => {
    if (at(plugin, 'name') !== BARMAN_PLUGIN || at(plugin, 'isWALArchiver') !== true) return [];
    const store = textAt(plugin, 'parameters', 'barmanObjectName');
    const object = pair.files.find(({ manifest: { metadata }, manifest: other }) => kindOf(other) === STORE && metadata.name === store && metadata.namespace === manifest.metadata.namespace);
    const destination = textAt(object?.manifest, 'spec', 'configuration', 'destinationPath');
    if (destination === undefined) return [];
    const server = textAt(plugin, 'parameters', 'serverName') ?? manifest.metadata.name;
    const endpoint = textAt(object?.manifest, 'spec', 'configuration', 'endpointURL') ?? '';
    return [{ pair, cluster: manifest, destination, key: `${endpoint} ${[...destination.split('/').filter((part) => part !== ''), server].join('/')}` }];
  });
}

function problemOf({ pair, cluster, destination }: Archive, other: Archive): Problem {
  const own = other.pair.environment === pair.environment ? (other.pair.system === pair.system ? cluster.metadata.name : pair.system) : pair.environment;
  return {
    path: `${pair.environment}/${pair.system} › ${describeObject(identityOf(cluster))}`,
    message: `backups and log of ${cluster.metadata.name} in ${pair.environment}/${pair.system} go to ${quoted(destination)}, where ${other.pair.environment}/${other.pair.system} archives ${other.cluster.metadata.name}`,
    allowed: 'an archive of one cluster only: of two in one, neither can be restored',
    fix: `destination: ${destination.replace(/\/+$/, '')}/${own}   (in overlays/${pair.system}/${pair.environment}.yaml; a running cluster begins a new archive there: take a base backup at once)`,
  };
}
