import { identityKey, type Manifest } from '../../../kernel/manifest.ts';
import { type ApplyHow, type Cluster, type Health } from '../cluster.ts';
import { SyncOperation } from '../sync-operation.ts';
import { shownName } from '../generated-name.ts';
import { type SyncOptions } from '../sync-options.ts';
import { identityFor } from '../task.ts';

export const NAMESPACE = 'shop-dev';

/** A sync in a few words: objects as `Kind name @wave key=value`, and what is special about the cluster. */
export interface Story {
  readonly live?: readonly string[];
  readonly target: readonly string[];
  /** What is in the cluster and not the Application's. */
  readonly others?: readonly string[];
  readonly options?: Partial<SyncOptions>;
  /** By `Kind name`: its health at each look, the last for ever after. @default Healthy where the kind has a health */
  readonly health?: Readonly<Record<string, readonly Health[]>>;
  /** By `Kind name`: how often it is Degraded before all is well. */
  readonly fails?: Readonly<Record<string, number>>;
  /** By `Kind name`: why applying it fails. */
  readonly refuses?: Readonly<Record<string, string>>;
  /** By `Kind name`: in how many calls after its deletion it is still there. */
  readonly lingers?: Readonly<Record<string, number>>;
  /** Objects that differ from what is live, for ApplyOutOfSyncOnly. */
  readonly modified?: readonly string[];
  /** Kinds that nothing serves. */
  readonly unserved?: readonly string[];
  /** Kinds that the dry run refuses. */
  readonly malformed?: readonly string[];
  /** Kinds that the project does not allow. */
  readonly forbidden?: readonly string[];
  /** Whether the requests are told, where they are no mere apply on the server. */
  readonly requests?: boolean;
  /** After how many calls somebody ends it. */
  readonly terminatedAfter?: number;
}

const GROUPS: Readonly<Record<string, string>> = {
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
  DaemonSet: 'apps/v1',
  ReplicaSet: 'apps/v1',
  Job: 'batch/v1',
  CronJob: 'batch/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
  Ingress: 'networking.k8s.io/v1',
  IngressClass: 'networking.k8s.io/v1',
  PodDisruptionBudget: 'policy/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
  PriorityClass: 'scheduling.k8s.io/v1',
  StorageClass: 'storage.k8s.io/v1',
  ClusterRole: 'rbac.authorization.k8s.io/v1',
  ClusterRoleBinding: 'rbac.authorization.k8s.io/v1',
  Role: 'rbac.authorization.k8s.io/v1',
  RoleBinding: 'rbac.authorization.k8s.io/v1',
  CustomResourceDefinition: 'apiextensions.k8s.io/v1',
  APIService: 'apiregistration.k8s.io/v1',
  ExternalSecret: 'external-secrets.io/v1',
  Rollout: 'argoproj.io/v1alpha1',
  HTTPRoute: 'gateway.networking.k8s.io/v1',
};

/** Kinds that have a state in these stories. */
const WITH_HEALTH = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'PersistentVolumeClaim', 'HorizontalPodAutoscaler', 'Ingress', 'ExternalSecret', 'Rollout', 'HTTPRoute', 'Pod'];

const ANNOTATIONS: Readonly<Record<string, string>> = { hook: 'argocd.argoproj.io/hook', delete: 'argocd.argoproj.io/hook-delete-policy', opt: 'argocd.argoproj.io/sync-options', wave: 'argocd.argoproj.io/sync-wave', keep: 'helm.sh/resource-policy', helm: 'helm.sh/hook', weight: 'helm.sh/hook-weight', helmdelete: 'helm.sh/hook-delete-policy' };

/** The object of a line such as `Job migrate @-1 hook=Sync`; `Thing.acme.example` is a kind with its group, `ns=` another namespace, `generated` makes its name up from this one. */
export function objectOf(line: string): Manifest {
  const [kindText, name, ...rest] = line.split(' ') as [string, string, ...string[]];
  const dot = kindText.indexOf('.');
  const kind = dot === -1 ? kindText : kindText.slice(0, dot);
  const apiVersion = dot === -1 ? (GROUPS[kind] ?? 'v1') : `${kindText.slice(dot + 1)}/v1`;
  const annotations: Record<string, string> = {};
  let namespace: string | undefined;
  let spec: object | undefined;
  let isGenerated = false;
  for (const word of rest) {
    const equals = word.indexOf('=');
    if (word.startsWith('@')) annotations[ANNOTATIONS['wave']!] = word.slice(1);
    else if (word === 'generated') isGenerated = true;
    else if (word.startsWith('ns=')) namespace = word.slice(3);
    else if (word.startsWith('defines=')) spec = { group: word.slice(8).split('/')[0], names: { kind: word.slice(8).split('/')[1] } };
    else annotations[ANNOTATIONS[word.slice(0, equals)]!] = word.slice(equals + 1);
  }
  return { apiVersion, kind, metadata: { ...(isGenerated ? { generateName: name } : { name }), ...(namespace === undefined ? {} : { namespace }), ...(Object.keys(annotations).length === 0 ? {} : { annotations }) }, ...(spec === undefined ? {} : { spec }) } as Manifest;
}

/** What each call of the operation did, a line each, until it ends or is seen to wait for ever. */
export function transcriptOf(story: Story): readonly string[] {
  const cluster = new ToldCluster(story);
  const options: SyncOptions = { namespace: NAMESPACE, ...story.options };
  const keyOf = (line: string): string => identityKey(identityFor(objectOf(line), NAMESPACE));
  const operation = new SyncOperation(story.target.map(objectOf), cluster, options, story.modified === undefined ? undefined : new Set(story.modified.map(keyOf)));
  const lines: string[] = [];
  let idle = 0;
  for (let call = 0; call < 60 && operation.phase === 'Running' && idle < 5; call++) {
    const before = new Set(cluster.live.keys());
    const { step, actions, waitsFor, why } = call === story.terminatedAfter ? operation.terminate() : operation.sync();
    if (actions.length > 0) {
      idle = 0;
      const marks = { 'prune': '-', 'skip-prune': '=', 'delete-hook': 'x' } as const;
      const words = actions.map(({ action, key, task }) => `${action === 'apply' ? (before.has(key) ? '~' : '+') : marks[action]}${nameOf(task.object)}${action === 'apply' && story.requests === true ? requestOf(cluster.requests.get(key)!) : ''}`);
      lines.push(`${step === undefined ? 'after' : `${step.phase} ${step.wave}`}: ${words.join(', ')}`);
    } else {
      idle += 1;
      if (idle === 5) lines.push(`waits for ${why}: ${waitsFor.map(({ object }) => nameOf(object)).join(', ')}`);
    }
    cluster.tick();
  }
  return [...lines, operation.phase];
}

function requestOf({ verb, force, serverSide }: ApplyHow): string {
  const words = [verb === 'apply' ? (serverSide ? '' : 'client') : verb, force ? 'force' : ''].filter((word) => word !== '');
  return words.length === 0 ? '' : ` (${words.join(', ')})`;
}

function nameOf({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.name}`;
}

/** A cluster that does as it is told. */
export class ToldCluster implements Cluster {
  readonly live = new Map<string, Manifest>();
  /** How each object was sent last. */
  readonly requests = new Map<string, ApplyHow>();
  /** What is there and not the Application's: a namespace made by CreateNamespace. */
  readonly #others = new Set<string>();
  readonly #targeted: ReadonlySet<string>;
  readonly #story: Story;
  readonly #looks = new Map<string, number>();
  readonly #failures = new Map<string, number>();
  readonly #leaving = new Map<string, number>();

  constructor(story: Story) {
    this.#story = story;
    this.#targeted = new Set(story.target.map((line) => identityKey(identityFor(objectOf(line), NAMESPACE))));
    for (const line of story.others ?? []) this.#others.add(identityKey(identityFor(objectOf(line), NAMESPACE)));
    for (const line of story.live ?? []) this.live.set(identityKey(identityFor(objectOf(line), NAMESPACE)), objectOf(line));
  }

  has(key: string): boolean {
    return this.live.has(key) || this.#others.has(key);
  }

  apply(key: string, target: Manifest, how: ApplyHow): string | undefined {
    this.requests.set(key, how);
    const refused = this.#story.refuses?.[nameOf(target)];
    if (refused === undefined && !this.#targeted.has(shownName(key))) this.#others.add(key);
    else if (refused === undefined) {
      this.live.set(key, target);
      this.#looks.delete(key);
    }
    return refused;
  }

  remove(key: string): string | undefined {
    const live = this.live.get(key);
    if (live === undefined) return undefined;
    const calls = this.#story.lingers?.[nameOf(live)] ?? 0;
    if (calls === 0) this.live.delete(key);
    else this.#leaving.set(key, calls);
    return undefined;
  }

  isBeingDeleted(key: string): boolean {
    return this.#leaving.has(key);
  }

  healthOf(key: string, live: Manifest): Health | undefined {
    if (!WITH_HEALTH.includes(live.kind)) return undefined;
    const failures = this.#failures.get(key) ?? 0;
    if (failures < (this.#story.fails?.[nameOf(live)] ?? 0)) {
      this.#failures.set(key, failures + 1);
      return 'Degraded';
    }
    const told = this.#story.health?.[nameOf(live)] ?? ['Healthy'];
    const look = this.#looks.get(key) ?? 0;
    this.#looks.set(key, look + 1);
    return told[Math.min(look, told.length - 1)];
  }

  isServed({ kind }: Manifest): boolean {
    return this.#story.unserved?.includes(kind) !== true;
  }

  isPermitted({ kind }: Manifest): boolean {
    return this.#story.forbidden?.includes(kind) !== true;
  }

  dryRun(target: Manifest): string | undefined {
    return this.#story.malformed?.includes(target.kind) === true ? `${target.kind} is malformed` : undefined;
  }

  tick(): void {
    for (const [key, calls] of this.#leaving) {
      if (calls > 0) this.#leaving.set(key, calls - 1);
      else {
        this.#leaving.delete(key);
        this.live.delete(key);
      }
    }
  }
}
