import { createHash } from 'node:crypto';
import { type Pod, podsOf } from '../checks/pods-of.ts';
import { type Reference } from '../checks/reference.ts';
import { referencesOf } from '../checks/references-of.ts';
import { at, isFields } from '../checks/field.ts';
import { factsOf } from '../argocd/sync/task.ts';
import { isHook } from '../argocd/sync/annotations.ts';
import { isSameText } from '../diff/same-text.ts';
import { inKeyOrder } from '../kernel/in-key-order.ts';
import { identityKey, type Manifest } from '../kernel/manifest.ts';
import { madeBy } from './made-by.ts';
import { isOperated } from './own-workload.ts';

/** All objects of one release of a system, with what is looked up in them. */
export class ReleaseSet {
  readonly namespace: string;
  readonly manifests: readonly Manifest[];
  readonly byKey: ReadonlyMap<string, Manifest>;
  /** Who makes what operators create: the key of a Secret, and the ExternalSecret's. */
  readonly providers: ReadonlyMap<string, string>;
  #workloads: readonly (readonly [string, Manifest])[] | undefined;
  #services: readonly (readonly [string, Manifest])[] | undefined;

  constructor(manifests: readonly Manifest[], namespace: string) {
    this.namespace = namespace;
    this.manifests = manifests;
    this.byKey = new Map(this.manifests.map((manifest) => [this.keyOf(manifest), manifest]));
    this.providers = new Map(this.manifests.flatMap((manifest) => [...madeBy(manifest, namespace)].map((made) => [made, this.keyOf(manifest)])));
  }

  keyOf(manifest: Manifest): string {
    return factsOf(manifest, this.namespace).key;
  }

  /** The same release, with what is no different in another one taken from there: what is unchanged can then be told at a glance. */
  sharing(other: ReleaseSet): ReleaseSet {
    const same = (manifest: Manifest): Manifest => {
      const there = other.byKey.get(this.keyOf(manifest));
      return there !== undefined && isSameText(there, manifest) ? there : manifest;
    };
    return new ReleaseSet(this.manifests.map(same), this.namespace);
  }

  /** What is no hook. */
  get resources(): readonly Manifest[] {
    return this.manifests.filter((manifest) => !isHook(manifest));
  }

  /** What keeps pods running, by key. */
  get workloads(): readonly (readonly [key: string, workload: Manifest])[] {
    return (this.#workloads ??= [...this.byKey].filter(([, manifest]) => keepsPods(manifest)));
  }

  /** Its Services, by key. */
  get services(): readonly (readonly [key: string, service: Manifest])[] {
    return (this.#services ??= [...this.byKey].filter(([, { kind, apiVersion }]) => kind === 'Service' && apiVersion === 'v1'));
  }
}

const PODS = new WeakMap<Manifest, readonly Pod[]>();

/** {@link podsOf}, remembered. */
export function podsIn(manifest: Manifest): readonly Pod[] {
  let pods = PODS.get(manifest);
  if (pods === undefined) PODS.set(manifest, (pods = podsOf(manifest)));
  return pods;
}

/** What the pods of an object need: who, and by which key. */
export interface Need {
  readonly to: Reference['to'];
  readonly key: string;
}

/**
 * The names without which the pods of an object don't start: not those that may be missing, nor those that the
 * platform brings. What names no namespace lies in that of the Application.
 */
export function needsIn(manifest: Manifest, namespace: string): readonly Need[] {
  let known = NEEDS.get(manifest);
  if (known?.namespace !== namespace) {
    const named = referencesOf(manifest).filter(({ order, optional, outside }) => (order === 'before' || order === 'same') && !optional && !outside);
    const needs = named.map(({ to }): Need => ({ to, key: identityKey({ ...to, namespace: to.kind === 'PriorityClass' ? '' : to.namespace || namespace }) }));
    NEEDS.set(manifest, (known = { namespace, needs }));
  }
  return known.needs;
}

const NEEDS = new WeakMap<Manifest, { readonly namespace: string; readonly needs: readonly Need[] }>();

/** A text for what decides whether the pods of a workload are replaced, the same for the same; of what an operator runs, all that it is told. */
export function templateOf(manifest: Manifest): string {
  let text = TEMPLATES.get(manifest);
  if (text === undefined) {
    const template = isOperated(manifest) ? at(manifest, 'spec') : at(manifest, 'spec', 'template');
    TEMPLATES.set(manifest, (text = isFields(template) ? createHash('sha256').update(JSON.stringify(inKeyOrder(template))).digest('base64') : ''));
  }
  return text;
}

/** Whether pods of the object are kept running: no Job, which runs once, and no schedule of Jobs. */
export function keepsPods(manifest: Manifest): boolean {
  let keeps = KEEPS.get(manifest);
  if (keeps === undefined) KEEPS.set(manifest, (keeps = !isJob(manifest) && (isOperated(manifest) || (podsIn(manifest).length > 0 && templateOf(manifest) !== ''))));
  return keeps;
}

const KEEPS = new WeakMap<Manifest, boolean>();

/** Whether it is a Job itself, which runs once. */
export function isJob(manifest: Manifest): boolean {
  return manifest.kind === 'Job' && manifest.apiVersion.startsWith('batch/');
}

const TEMPLATES = new WeakMap<Manifest, string>();
