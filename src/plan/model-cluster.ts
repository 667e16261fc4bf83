import { deletePoliciesOf, isHook, phasesOf } from '../argocd/sync/annotations.ts';
import { type ApplyHow, type Cluster, type Health } from '../argocd/sync/cluster.ts';
import { type Manifest } from '../kernel/manifest.ts';
import { gateOf } from './gate.ts';
import { idOf } from './id-of.ts';
import { isMade, isThere, missingFor } from './missing.ts';
import { isNarrowing } from './traffic/narrowing.ts';
import { refusalOf, type SchemaSource } from './refusal.ts';
import { isJob, keepsPods, needsIn, type ReleaseSet, templateOf } from './release-set.ts';
import { standsStill, stopsFirst } from './stops-first.ts';
import { suspensionOf } from './suspended.ts';
import { named } from './words.ts';

/** Pods of one template, and the release that they came with. */
export interface Revision {
  readonly owner: Manifest;
  readonly release: ReleaseSet;
  /** Keys of what narrowed traffic when these pods came, a line each; what is not among them has closed something since. */
  readonly under?: string;
}

/** The pods of a workload: those that serve, and those that are to take their place. */
export interface Run {
  readonly serving?: Revision;
  readonly starting?: Revision;
}

/** A run of a Job. */
export interface JobRun {
  readonly owner: Manifest;
  readonly release: ReleaseSet;
  readonly state: 'running' | 'succeeded' | 'failed';
}

/** What goes wrong with one object in a story. */
export interface Fault {
  readonly key: string;
  /** `fails`: becomes Degraded; `hangs`: stays Progressing; `refused`: the API server doesn't take it. */
  readonly how: 'fails' | 'hangs' | 'refused';
}

/**
 * A cluster in the abstract: objects, the pods and Jobs that they make, and faults that are put in. Pods
 * start when what they name is there, and serve when they have started.
 */
export class ModelCluster implements Cluster {
  readonly live = new Map<string, Manifest>();
  readonly runs = new Map<string, Run>();
  readonly jobs = new Map<string, JobRun>();
  /** The templates of Jobs that have succeeded here once. */
  readonly done = new Set<string>();
  /** Workloads that a release left behind once all of its own served: kept for their data, and used by nobody. */
  readonly abandoned = new Set<string>();
  /** What was deleted and made anew by force, by key. */
  readonly recreated = new Set<string>();
  /** What was deleted and not made again, by key. */
  readonly removed = new Map<string, Manifest>();
  /** Pods that served and went with their object, which is to be made anew and does not serve yet, by key. */
  readonly down = new Map<string, Revision>();
  /** Pods that served and were stopped before those that take their place have started, by key. */
  readonly stopped = new Map<string, Revision>();
  /** The release that serves, or did when the sync began; undefined: none. */
  served: ReleaseSet | undefined;
  /** Bound claims, by key. */
  readonly #bound = new Set<string>();
  /** Objects whose state has been looked at since they were applied. */
  readonly #seen = new Set<string>();
  /** What is applied now. */
  #release: ReleaseSet;
  readonly #schemas: SchemaSource | undefined;
  /** The releases that were applied, in the order in which they first came. */
  readonly #arrived: ReleaseSet[] = [];
  fault: Fault | undefined;
  /** Whether somebody resumes at once what is suspended. */
  resumes = false;
  /** Counts what changed. */
  version = 0;

  /** @param schemas by which an update that looks refused is looked at more closely */
  constructor(release: ReleaseSet, schemas?: SchemaSource) {
    this.#release = release;
    this.#schemas = schemas;
  }

  /** A cluster in which a release has arrived, and everything is well. */
  static of(release: ReleaseSet, schemas?: SchemaSource): ModelCluster {
    const cluster = new ModelCluster(release, schemas);
    cluster.served = release;
    for (const manifest of release.manifests) {
      if (!staysAfterSuccess(manifest)) continue;
      const key = release.keyOf(manifest);
      cluster.live.set(key, manifest);
      if (isJob(manifest)) {
        cluster.jobs.set(key, { owner: manifest, release, state: 'succeeded' });
        cluster.done.add(templateOf(manifest));
      }
      if (manifest.kind === 'PersistentVolumeClaim') cluster.#bound.add(key);
      cluster.#seen.add(key);
    }
    const under = cluster.#narrowing();
    for (const [key, owner] of release.workloads) if (cluster.live.has(key)) cluster.runs.set(key, { serving: { owner, release, under } });
    cluster.target(release);
    return cluster;
  }

  /** A copy to go on from in several ways. */
  copy(): ModelCluster {
    const copy = new ModelCluster(this.#release, this.#schemas);
    for (const [key, value] of this.live) copy.live.set(key, value);
    for (const [key, value] of this.runs) copy.runs.set(key, value);
    for (const [key, value] of this.jobs) copy.jobs.set(key, value);
    for (const [key, value] of this.removed) copy.removed.set(key, value);
    for (const [key, value] of this.down) copy.down.set(key, value);
    for (const [key, value] of this.stopped) copy.stopped.set(key, value);
    for (const template of this.done) copy.done.add(template);
    for (const key of this.recreated) copy.recreated.add(key);
    for (const key of this.abandoned) copy.abandoned.add(key);
    copy.#arrived.push(...this.#arrived);
    for (const key of this.#bound) copy.#bound.add(key);
    for (const key of this.#seen) copy.#seen.add(key);
    copy.served = this.served;
    copy.version = this.version;
    return copy;
  }

  /** The same for two clusters on which the same sync does the same: what has been looked at or deleted does not count. */
  get signature(): string {
    const parts: (string | number)[] = [];
    // An object has one key, whatever cluster it is in.
    for (const manifest of this.live.values()) parts.push(idOf(manifest));
    for (const { serving, starting } of this.runs.values()) parts.push('|', serving === undefined ? '' : idOf(serving.owner), serving === undefined ? '' : idOf(serving.release), serving?.under ?? '', starting === undefined ? '' : idOf(starting.owner), starting === undefined ? '' : idOf(starting.release));
    for (const { owner, state } of this.jobs.values()) parts.push('/', idOf(owner), state);
    return [...parts, '|', ...this.abandoned, '/', ...this.#bound, '/', ...[...this.done].sort()].join(' ');
  }

  /** From now on objects are applied from this release. */
  target(release: ReleaseSet): void {
    this.#release = release;
    if (!this.#arrived.includes(release)) this.#arrived.push(release);
  }

  /** Whether what is applied now came here before a release did: the way back from that one. */
  isWayBackFrom(release: ReleaseSet): boolean {
    return this.#arrived.indexOf(this.#release) < this.#arrived.indexOf(release);
  }

  has(key: string): boolean {
    return this.live.has(key);
  }

  isBeingDeleted(): boolean {
    return false;
  }

  apply(key: string, target: Manifest, how: ApplyHow): string | undefined {
    if (this.fault?.key === key && this.fault.how === 'refused') return `${named(key)} is refused`;
    let before = this.live.get(key);
    const refused = before === undefined ? undefined : refusalOf(before, target, this.#schemas);
    // A replacement by force always makes anew; an apply only what can't be changed, and never on the server.
    if (before !== undefined && how.force && (how.verb === 'replace' || (refused !== undefined && !how.serverSide))) {
      this.remove(key);
      this.recreated.add(key);
      before = undefined;
    } else if (refused !== undefined) return refused;
    this.live.set(key, target);
    this.removed.delete(key);
    this.abandoned.delete(key);
    this.#seen.delete(key);
    // What is the same as before changes nothing.
    if (before === target && !isJob(target) && this.runs.get(key)?.starting === undefined) {
      if (keepsPods(target)) this.#adopt();
      return undefined;
    }
    this.version += 1;
    if (isJob(target)) {
      // One that is there and unchanged goes on, or has ended.
      if (before === undefined || !this.jobs.has(key)) this.jobs.set(key, { owner: target, release: this.#release, state: 'running' });
    } else if (keepsPods(target)) this.#roll(key, target);
    return undefined;
  }

  remove(key: string): undefined {
    const was = this.live.get(key);
    if (was !== undefined) this.removed.set(key, was);
    const served = this.runs.get(key)?.serving;
    if (served !== undefined && this.#release.byKey.has(key)) this.down.set(key, served);
    this.live.delete(key);
    this.runs.delete(key);
    this.stopped.delete(key);
    this.jobs.delete(key);
    this.#bound.delete(key);
    this.version += 1;
    return undefined;
  }

  /** The first look after a change finds it under way; the second, where it ended. */
  healthOf(key: string, live: Manifest): Health | undefined {
    const gate = gateOf(live);
    if (gate === undefined) return undefined;
    if (gate.by === 'person' && !this.resumes && suspensionOf(live) !== undefined) return 'Suspended';
    const first = !this.#seen.has(key);
    this.#seen.add(key);
    if (first && (gate.by === 'pods' || gate.by === 'job' || gate.by === 'person')) return 'Progressing';
    if (this.fault?.key === key) {
      if (this.fault.how === 'fails') this.#endJob(key, 'failed');
      return this.fault.how === 'fails' ? 'Degraded' : 'Progressing';
    }
    switch (gate.by) {
      case 'pods':
        return this.#started(key, gate.degrades);
      case 'job':
        return this.#jobEnded(key);
      case 'claim':
        return this.#bindClaim(key) ? 'Healthy' : 'Progressing';
      case 'person':
        return this.resumes || this.runs.get(key)?.starting === undefined || this.runs.get(key)?.serving === undefined ? this.#started(key, gate.degrades) : 'Suspended';
      default:
        return this.#started(key, gate.degrades);
    }
  }

  /** Whether a name that pods of a release need is there: rendered, or made by an operator. */
  isThere(key: string, release: ReleaseSet): boolean {
    return isThere(key, this.live, release);
  }

  /** Whether it was there and is deleted: itself, or who made it. */
  wasThere(key: string): boolean {
    return this.removed.has(key) || isMade(key, this.removed, this.#release.namespace);
  }

  /** The first thing that pods need and that is not there, as a story calls it: an object, or a name in its content. */
  missingFor({ owner, release }: Revision): string | undefined {
    return missingFor(owner, this.live, release);
  }

  #roll(key: string, target: Manifest): void {
    const run = this.runs.get(key);
    const next: Revision = { owner: target, release: this.#release, under: this.#narrowing() };
    if (run?.serving !== undefined && templateOf(run.serving.owner) === templateOf(target)) {
      // Nothing rolls, or what had begun is taken back.
      this.runs.set(key, { serving: run.serving });
    } else if (run?.serving === undefined) this.runs.set(key, { starting: next });
    // Of what is paused the pods stay as they are.
    else if (suspensionOf(target) !== undefined) this.runs.set(key, { serving: run.serving });
    else if (stopsFirst(target, this.#release) !== undefined) {
      this.stopped.set(key, run.serving);
      this.runs.set(key, { starting: next });
    } else this.runs.set(key, { serving: run.serving, starting: next });
    // Nobody looks at what has no state; it comes up by itself.
    if (gateOf(target) === undefined) this.#started(key, false);
    this.#adopt();
  }

  #narrowing(): string {
    const keys: string[] = [];
    for (const [key, object] of this.live) if (isNarrowing(object)) keys.push(key);
    return keys.sort().join('\n');
  }

  /**
   * Once every workload of the release serves as the release wants it, those that it left alone are its own,
   * too: what only the release before needed is needed no more.
   */
  #adopt(): void {
    const release = this.#release;
    const settled: [string, Revision][] = [];
    let under: string | undefined;
    for (const [key, manifest] of release.workloads) {
      const run = this.runs.get(key);
      if (run?.serving === undefined || run.starting !== undefined || this.live.get(key) !== manifest) return;
      if (run.serving.release !== release) settled.push([key, { owner: manifest, release, under: (under ??= this.#narrowing()) }]);
    }
    for (const [key, serving] of settled) this.runs.set(key, { serving });
    for (const key of this.runs.keys()) if (!release.byKey.has(key)) this.abandoned.add(key);
  }

  #started(key: string, degrades: boolean): Health {
    const run = this.runs.get(key);
    if (run?.starting === undefined) return 'Healthy';
    if (this.missingFor(run.starting) !== undefined) return degrades ? 'Degraded' : 'Progressing';
    this.runs.set(key, { serving: run.starting });
    this.down.delete(key);
    this.stopped.delete(key);
    this.version += 1;
    this.#adopt();
    return 'Healthy';
  }

  #jobEnded(key: string): Health {
    const job = this.jobs.get(key);
    if (job?.state === 'running') this.#endJob(key, this.missingFor(job) === undefined ? 'succeeded' : 'failed');
    return this.jobs.get(key)?.state === 'failed' ? 'Degraded' : 'Healthy';
  }

  #endJob(key: string, state: JobRun['state']): void {
    const job = this.jobs.get(key);
    if (job === undefined || job.state !== 'running') return;
    this.jobs.set(key, { ...job, state });
    if (state === 'succeeded') this.done.add(templateOf(job.owner));
    this.version += 1;
  }

  #bindClaim(key: string): boolean {
    if (!this.#bound.has(key) && this.#isMounted(key)) this.#bound.add(key);
    return this.#bound.has(key);
  }

  #isMounted(key: string): boolean {
    const revisions = [...this.runs.values()].flatMap(({ serving, starting }) => [serving, starting]).concat([...this.jobs.values()]);
    return revisions.some((revision) => revision !== undefined && needsIn(revision.owner, revision.release.namespace).some((need) => need.to.kind === 'PersistentVolumeClaim' && need.key === key));
  }
}

/** The pods that serve and that somebody needs, of whatever release. */
export function servingIn({ runs, abandoned, live }: ModelCluster): readonly Revision[] {
  return [...runs].flatMap(([key, { serving }]) => {
    const is = live.get(key);
    return serving === undefined || abandoned.has(key) || (is !== undefined && standsStill(is)) ? [] : [serving];
  });
}

/**
 * Whether an object is there once its release has arrived: not one that is skipped, or runs when something fails or the
 * Application goes, nor a hook that a success deletes.
 */
function staysAfterSuccess(manifest: Manifest): boolean {
  return phasesOf(manifest).some((phase) => phase !== 'SyncFail') && !(isHook(manifest) && deletePoliciesOf(manifest).includes('HookSucceeded'));
}
