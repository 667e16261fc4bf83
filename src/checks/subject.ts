import { withDefaults } from '../api/defaults/with-defaults.ts';
import { type Identity, type Manifest } from '../kernel/manifest.ts';
import { type ApiContainer, apiContainersOf, type ApiPod, apiPodsOf } from './api/api-pods.ts';
import { type ContainerOf, containersOfPod } from './containers-of.ts';
import { identityIn, type ManifestSet } from './manifest-set.ts';
import { type Node, nodesOf } from './nodes-of.ts';
import { type Pod, podsOf } from './pods-of.ts';
import { type Reference } from './reference.ts';
import { referencesOf } from './references-of.ts';
import { type SecurityContextOf, securityContextsOf } from './security-contexts-of.ts';
import { type SyncStep } from './sync-order.ts';

/**
 * The manifest that a rule is asked about, with what rules look at in it. Each part is worked out
 * when a first rule asks, shared by all rules, and let go with the manifest: hundreds of rules cost
 * one walk, and a large set is never held twice.
 */
export class Subject {
  readonly manifest: Manifest;
  /** All manifests of the same system in the same environment. */
  readonly set: ManifestSet;
  /** The kind with its group: `apps/Deployment`, `/Service`. */
  readonly kind: string;
  #identity: Identity | undefined;
  #suspects: readonly Node[] | undefined;
  #pods: readonly Pod[] | undefined;
  #containers: readonly ContainerOf[] | undefined;
  #defaulted: Manifest | undefined;
  #apiPods: readonly ApiPod[] | undefined;
  #apiContainers: readonly ApiContainer[] | undefined;
  #securityContexts: readonly SecurityContextOf[] | undefined;
  #references: readonly Reference[] | undefined;

  /** @param suspects where they are known; otherwise every value is one */
  constructor(manifest: Manifest, kind: string, set: ManifestSet, suspects?: readonly Node[]) {
    this.manifest = manifest;
    this.kind = kind;
    this.set = set;
    this.#suspects = suspects;
  }

  /** Group, kind, namespace and name; what is missing is empty. */
  get identity(): Identity {
    return (this.#identity ??= identityIn(this.manifest));
  }

  /** The values anywhere in it that stand under a rule's `keys` or are of its `values`, among others; what it looks for it must name there. */
  get suspects(): readonly Node[] {
    return (this.#suspects ??= nodesOf(this.manifest));
  }

  /** The pods it makes: none, or one. */
  get pods(): readonly Pod[] {
    return (this.#pods ??= podsOf(this.manifest));
  }

  /** The containers of its pods: init, ordinary and ephemeral. */
  get containers(): readonly ContainerOf[] {
    return (this.#containers ??= this.pods.flatMap(containersOfPod));
  }

  /** The security contexts of its pods, then those of their containers. */
  get securityContexts(): readonly SecurityContextOf[] {
    return (this.#securityContexts ??= securityContextsOf(this.pods, this.containers));
  }

  /** The object as the API server's validation sees it: nulls gone, defaults written out. For rules that are asked only where the shape is right. */
  get defaulted(): Manifest {
    return (this.#defaulted ??= withDefaults(this.manifest, this.set.minor));
  }

  /** {@link pods} of {@link defaulted}, typed. */
  get apiPods(): readonly ApiPod[] {
    return (this.#apiPods ??= apiPodsOf(this.defaulted));
  }

  /** {@link containers} of {@link defaulted}, typed. */
  get apiContainers(): readonly ApiContainer[] {
    return (this.#apiContainers ??= apiContainersOf(this.apiPods));
  }

  /** Every name it refers to. */
  get references(): readonly Reference[] {
    return (this.#references ??= referencesOf(this.manifest));
  }

  /** When Argo CD applies it. */
  get step(): SyncStep {
    return this.set.stepOf(this.manifest);
  }
}
