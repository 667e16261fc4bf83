import { CLUSTER_SCOPED } from '../../../imports/scopes.ts';
import { groupOf, type Identity, identityKey, type Manifest } from '../../kernel/manifest.ts';
import { deletePoliciesOf, type DeletePolicy, isHook, type Phase, phasesOf, waveOf } from './annotations.ts';
import { nameOf } from './generated-name.ts';
import { kindOrder } from './kind-order.ts';

/** What became of a task of an operation: pending until it is run. */
export type TaskState = 'pending' | 'running' | 'succeeded' | 'failed';

/**
 * One object in one phase of a sync. Without a target it is a prune; without a live object, a creation.
 *
 * @see https://github.com/argoproj/argo-cd/blob/master/gitops-engine/pkg/sync/sync_task.go
 */
export class Task {
  phase: Phase;
  readonly target: Manifest | undefined;
  live: Manifest | undefined;
  state: TaskState = 'pending';
  /** Whether applying it failed, in words. */
  failure: string | undefined;
  /** Whether its deletion was asked for; not of one that is kept. */
  pruned = false;
  /** Whether its kind may be unknown before the sync. */
  skipsDryRun = false;
  readonly hook: boolean;
  readonly identity: Identity;
  /** The key of the object. */
  readonly key: string;
  /** Where its kind stands among those of its wave. */
  readonly kindOrder: number;
  /** The namespace it is sent with: the Application's, where it names none, even if it belongs to none. */
  readonly namespace: string;
  readonly #applicationNamespace: string;
  readonly #facts: Facts;
  #wave: number;

  constructor(phase: Phase, target: Manifest | undefined, live: Manifest | undefined, namespace: string, facts: Facts = factsOf((target ?? live)!, namespace)) {
    this.#facts = facts;
    this.phase = phase;
    this.target = target;
    this.live = live;
    this.hook = facts.hook;
    this.identity = facts.identity;
    this.key = facts.key;
    this.kindOrder = facts.kindOrder;
    this.namespace = facts.sentTo;
    this.#applicationNamespace = namespace;
    this.#wave = facts.wave;
  }

  get object(): Manifest {
    return (this.target ?? this.live)!;
  }

  get isPrune(): boolean {
    return this.target === undefined;
  }

  /** One object may be a hook of several phases, each with its own result. */
  get resultKey(): string {
    return this.#facts.resultKeys[this.phase];
  }

  get wave(): number {
    return this.#wave;
  }

  /** Puts the task into another wave than the object asks for. */
  moveTo(wave: number): void {
    this.#wave = wave;
  }

  get completed(): boolean {
    return this.state === 'succeeded' || this.state === 'failed';
  }

  /** The task as it stands. */
  copy(): Task {
    const copy = new Task(this.phase, this.target, this.live, this.#applicationNamespace, this.#facts);
    copy.state = this.state;
    copy.failure = this.failure;
    copy.pruned = this.pruned;
    copy.skipsDryRun = this.skipsDryRun;
    copy.#wave = this.#wave;
    return copy;
  }

  hasPolicy(policy: DeletePolicy): boolean {
    return this.hook && deletePoliciesOf(this.object).includes(policy);
  }

  get deletedBeforeCreation(): boolean {
    return this.live !== undefined && this.state === 'pending' && this.hasPolicy('BeforeHookCreation');
  }
}

/** What annotations and names say of an object: asked at each call of each sync of each story about it. */
interface Facts {
  readonly namespace: string;
  readonly sentTo: string;
  readonly hook: boolean;
  readonly phases: readonly Phase[];
  readonly wave: number;
  readonly identity: Identity;
  readonly key: string;
  readonly resultKeys: Readonly<Record<Phase, string>>;
  readonly kindOrder: number;
}

const FACTS = new WeakMap<Manifest, Facts>();

/** What a sync of an Application in a namespace knows of an object. */
export function factsOf(object: Manifest, namespace: string): Facts {
  let facts = FACTS.get(object);
  if (facts?.namespace !== namespace) {
    const identity = identityFor(object, namespace);
    const key = identityKey(identity);
    const resultKeys = { PreSync: `PreSync ${key}`, Sync: `Sync ${key}`, PostSync: `PostSync ${key}`, SyncFail: `SyncFail ${key}` };
    facts = { namespace, sentTo: ownNamespace(object) ?? namespace, hook: isHook(object), phases: phasesOf(object), wave: waveOf(object), identity, key, resultKeys, kindOrder: kindOrder(object.kind) };
    FACTS.set(object, facts);
  }
  return facts;
}

/** The identity that an object has in the cluster: namespaced ones without a namespace are the Application's. */
export function identityFor(object: Manifest, namespace: string): Identity {
  const group = groupOf(object.apiVersion);
  const scoped = CLUSTER_SCOPED.has(`${group}/${object.kind}`);
  return { group, kind: object.kind, namespace: scoped ? '' : (ownNamespace(object) ?? namespace), name: nameOf(object) };
}

function ownNamespace({ metadata }: Manifest): string | undefined {
  const own: unknown = metadata.namespace;
  return typeof own === 'string' && own !== '' ? own : undefined;
}
