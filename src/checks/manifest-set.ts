import { NEWEST_MINOR } from '../kernel/kubernetes-minors.ts';
import { groupOf, type Identity, identityKey, type Manifest } from '../kernel/manifest.ts';
import { type Fields } from './field.ts';
import { kindOf } from '../kernel/kind-of.ts';
import { type Pod, podsOf } from './pods-of.ts';
import { provides } from './provides.ts';
import { type SyncStep, syncStepOf } from './sync-order.ts';

/** What a rule may know about the place the manifests go to. */
export interface CheckContext {
  /** Kubernetes minor version of the cluster. @default '1.36' */
  readonly kubernetes?: string;
  /** Availability zones that nodes stand in. @default not known, so that nothing is said of them */
  readonly zones?: readonly string[] | undefined;
  /** Every set of nodes that pods may ask for, by name. @default not known */
  readonly nodePools?: Readonly<Record<string, NodePoolFacts>> | undefined;
  /**
   * Whether these are all manifests of their namespaces. In a folder of anybody's much may be missing that is in
   * the cluster already, and rules about what is missing say less.
   * @default true
   */
  readonly whole?: boolean | undefined;
}

/** A set of nodes: the labels that select it, the taints that its pods must tolerate, and what it has room for at its largest. */
export interface NodePoolFacts {
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly { readonly key: string; readonly value?: string | undefined; readonly effect: string }[];
  /** All nodes together. @default not known */
  readonly capacity?: { readonly cpu?: string | undefined; readonly memory?: string | undefined; readonly pods?: number | undefined } | undefined;
}

/** A pod and the manifest that makes it. */
export interface PodOfSet extends Pod {
  readonly owner: Manifest;
  readonly namespace: string;
}

/**
 * All manifests of one system in one environment, with what rules look up in them. Each index is
 * made once, when a rule first asks for it.
 */
export class ManifestSet {
  readonly manifests: readonly Manifest[];
  /** Minor version of the cluster as a number: 36 for 1.36. */
  readonly minor: number;
  /** Undefined where they are not known. */
  readonly zones: readonly string[] | undefined;
  /** Undefined where they are not known. */
  readonly nodePools: Readonly<Record<string, NodePoolFacts>> | undefined;
  /** Whether nothing of its namespaces is missing. */
  readonly whole: boolean;
  #byKind: ReadonlyMap<string, readonly Manifest[]> | undefined;
  #byIdentity: ReadonlyMap<string, readonly Manifest[]> | undefined;
  #provided: ReadonlyMap<string, Manifest> | undefined;
  #pods: readonly PodOfSet[] | undefined;
  readonly #steps = new Map<Manifest, SyncStep>();
  readonly #derived = new Map<unknown, unknown>();

  constructor(manifests: readonly Manifest[], context: CheckContext = {}) {
    this.manifests = manifests;
    this.minor = Number(/^1\.(\d{1,3})$/.exec(context.kubernetes ?? '')?.[1] ?? NEWEST_MINOR);
    this.zones = context.zones;
    this.nodePools = context.nodePools;
    this.whole = context.whole ?? true;
  }

  /** The manifests by kind, as `group/Kind`. */
  get byKind(): ReadonlyMap<string, readonly Manifest[]> {
    return (this.#byKind ??= grouped(this.manifests, kindOf));
  }

  /** The manifests of a kind, given as `group/Kind`. */
  ofKind(kind: string): readonly Manifest[] {
    return this.byKind.get(kind) ?? NONE;
  }

  /** The manifests with one identity; more than one is a mistake that a rule reports. */
  withIdentity(identity: Identity): readonly Manifest[] {
    return this.byIdentity.get(identityKey(identity)) ?? NONE;
  }

  /** The manifests by the key of their identity. */
  get byIdentity(): ReadonlyMap<string, readonly Manifest[]> {
    return (this.#byIdentity ??= grouped(this.manifests, (manifest) => identityKey(identityIn(manifest))));
  }

  /** The manifest whose custom resource makes an operator create the object, if there is one. */
  providerOf(identity: Identity): Manifest | undefined {
    this.#provided ??= providers(this.manifests);
    return this.#provided.get(identityKey(identity));
  }

  /** Every pod that the set makes. */
  get pods(): readonly PodOfSet[] {
    return (this.#pods ??= podsOfAll(this.manifests));
  }

  /** When Argo CD applies a manifest of the set. */
  stepOf(manifest: Manifest): SyncStep {
    let step = this.#steps.get(manifest);
    if (step === undefined) this.#steps.set(manifest, (step = syncStepOf(manifest)));
    return step;
  }

  /** What a rule works out about the whole set, once for the set instead of once for each manifest. */
  derive<Value>(make: (set: ManifestSet) => Value): Value {
    if (!this.#derived.has(make)) this.#derived.set(make, make(this));
    return this.#derived.get(make) as Value;
  }
}

/** The identity of a manifest whose metadata nobody has checked yet; what is missing is empty. */
export function identityIn(manifest: Manifest): Identity {
  return { group: groupOf(manifest.apiVersion), kind: manifest.kind, namespace: namespaceOf(manifest), name: nameOf(manifest) };
}

/** The namespace of a manifest, empty where it has none. */
export function namespaceOf(manifest: Manifest): string {
  return textIn(manifest.metadata, 'namespace');
}

/** The name of a manifest, empty where it has none. */
export function nameOf(manifest: Manifest): string {
  return textIn(manifest.metadata, 'name');
}

/** Asked of every manifest more than once; such a key is nobody's but the object's own. */
function textIn(metadata: unknown, key: 'name' | 'namespace'): string {
  const found = (metadata as Fields | null | undefined)?.[key];
  return typeof found === 'string' ? found : '';
}

const NONE: readonly Manifest[] = [];

/** The manifests by a key of theirs, in their order. */
export function grouped(manifests: readonly Manifest[], keyOf: (manifest: Manifest) => string): Map<string, Manifest[]> {
  const groups = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    const key = keyOf(manifest);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [manifest]);
    else group.push(manifest);
  }
  return groups;
}

function providers(manifests: readonly Manifest[]): ReadonlyMap<string, Manifest> {
  const found = new Map<string, Manifest>();
  for (const manifest of manifests) for (const made of provides(manifest)) found.set(identityKey(made), manifest);
  return found;
}

function podsOfAll(manifests: readonly Manifest[]): readonly PodOfSet[] {
  const found: PodOfSet[] = [];
  for (const owner of manifests) for (const pod of podsOf(owner)) found.push({ ...pod, owner, namespace: namespaceOf(owner) });
  return found;
}
