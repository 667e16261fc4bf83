import { groupOf, type Identity, identityKey, type Manifest } from '../kernel/manifest.ts';
import { textAt } from './field.ts';
import { type Pod, podsOf } from './pods-of.ts';
import { provides } from './provides.ts';
import { type SyncStep, syncStepOf } from './sync-order.ts';

/** What a rule may know about the place the manifests go to. */
export interface CheckContext {
  /** Kubernetes minor version of the cluster. @default '1.36' */
  readonly kubernetes?: string;
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
  #byKind: ReadonlyMap<string, readonly Manifest[]> | undefined;
  #byIdentity: ReadonlyMap<string, readonly Manifest[]> | undefined;
  #provided: ReadonlyMap<string, Manifest> | undefined;
  #pods: readonly PodOfSet[] | undefined;
  readonly #steps = new Map<Manifest, SyncStep>();
  readonly #derived = new Map<unknown, unknown>();

  constructor(manifests: readonly Manifest[], context: CheckContext = {}) {
    this.manifests = manifests;
    this.minor = Number(/^1\.(\d{1,3})$/.exec(context.kubernetes ?? '')?.[1] ?? NEWEST_MINOR);
  }

  /** The manifests of a kind, given as `group/Kind`. */
  ofKind(kind: string): readonly Manifest[] {
    this.#byKind ??= grouped(this.manifests, kindOf);
    return this.#byKind.get(kind) ?? [];
  }

  /** The manifests with one identity; more than one is a mistake that a rule reports. */
  withIdentity(identity: Identity): readonly Manifest[] {
    this.#byIdentity ??= grouped(this.manifests, (manifest) => identityKey(identityIn(manifest)));
    return this.#byIdentity.get(identityKey(identity)) ?? [];
  }

  /** The manifest whose custom resource makes an operator create the object, if there is one. */
  providerOf(identity: Identity): Manifest | undefined {
    this.#provided ??= new Map(this.manifests.flatMap((manifest) => provides(manifest).map((made) => [identityKey(made), manifest] as const)));
    return this.#provided.get(identityKey(identity));
  }

  /** Every pod that the set makes. */
  get pods(): readonly PodOfSet[] {
    this.#pods ??= this.manifests.flatMap((owner) => podsOf(owner).map((pod) => ({ ...pod, owner, namespace: namespaceOf(owner) })));
    return this.#pods;
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

/** The kind with its group, `apps/Deployment`; the core group is empty: `/Service`. */
export function kindOf(manifest: Manifest): string {
  return `${groupOf(manifest.apiVersion)}/${manifest.kind}`;
}

/** The identity of a manifest whose metadata nobody has checked yet; what is missing is empty. */
export function identityIn(manifest: Manifest): Identity {
  return {
    group: groupOf(manifest.apiVersion),
    kind: manifest.kind,
    namespace: namespaceOf(manifest),
    name: textAt(manifest, 'metadata', 'name') ?? '',
  };
}

/** The namespace of a manifest, empty where it has none. */
export function namespaceOf(manifest: Manifest): string {
  return textAt(manifest, 'metadata', 'namespace') ?? '';
}

const NEWEST_MINOR = 36;

function grouped(manifests: readonly Manifest[], keyOf: (manifest: Manifest) => string): Map<string, Manifest[]> {
  const groups = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    const key = keyOf(manifest);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [manifest]);
    else group.push(manifest);
  }
  return groups;
}
