import { isHashedName } from '../../checks/hashed-name.ts';
import { groupOf, type Manifest } from '../../kernel/manifest.ts';
import { type ChartSource, SYSTEM_COMPONENT, type Variants } from './chart-source.ts';

/** One object of a system as its environments have it. */
export interface PairedObject {
  readonly component: string;
  readonly kind: string;
  /** Without the hash of its content, in which environments differ. */
  readonly name: string;
  readonly manifests: Variants<Manifest>;
}

/**
 * The objects of all environments, paired by API version, kind, component and name without its
 * content hash or instance; sorted by component, kind, name.
 */
export function pairedObjects({ environments }: ChartSource): PairedObject[] {
  const pairs = new Map<string, { component: string; kind: string; name: string; manifests: Map<string, Manifest> }>();
  for (const { name: environment, manifests } of environments) {
    const taken = new Map<string, number>();
    const keyed = manifests.map((manifest) => ({ manifest, key: keyOf(manifest, baseName(manifest)) }));
    for (const { key } of keyed) taken.set(key, (taken.get(key) ?? 0) + 1);
    for (const { manifest, key } of keyed) {
      // Two that differ in the hash alone cannot be told apart without it.
      const unique = taken.get(key) === 1;
      const name = unique ? baseName(manifest) : manifest.metadata.name;
      const id = unique ? key : keyOf(manifest, name);
      let pair = pairs.get(id);
      if (pair === undefined) pairs.set(id, (pair = { component: componentOf(manifest), kind: manifest.kind, name, manifests: new Map() }));
      pair.manifests.set(environment, manifest);
    }
  }
  return [...pairs.keys()].sort().map((key) => pairs.get(key)!);
}

/** The component that an object belongs to, or the system itself. */
function componentOf(manifest: Manifest): string {
  return labelOf(manifest, 'component') ?? SYSTEM_COMPONENT;
}

/** What tells an installation from every other. */
export function instanceOf(manifest: Manifest): string | undefined {
  return labelOf(manifest, 'instance');
}

function labelOf(manifest: Manifest, name: string): string | undefined {
  const { labels = {} } = manifest.metadata;
  const label = `app.kubernetes.io/${name}`;
  return Object.hasOwn(labels, label) ? labels[label] : undefined;
}

/** Cluster-scoped objects carry the instance in their names. */
function baseName(manifest: Manifest): string {
  const { name, namespace } = manifest.metadata;
  const plain = isHashedName(name) ? name.slice(0, name.lastIndexOf('-')) : name;
  const instance = instanceOf(manifest);
  const system = labelOf(manifest, 'name') ?? SYSTEM_COMPONENT;
  if (namespace !== undefined || instance === undefined) return plain;
  return plain === instance || plain.startsWith(`${instance}-`) ? `${system}${plain.slice(instance.length)}` : plain;
}

function keyOf(manifest: Manifest, name: string): string {
  return JSON.stringify([componentOf(manifest), manifest.kind, groupOf(manifest.apiVersion), manifest.metadata.namespace === undefined ? 'cluster' : 'namespace', name]);
}
