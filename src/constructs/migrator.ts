import { Construct } from 'constructs';
import { type Volume } from '../../imports/kubernetes.ts';
import { type Dependency } from './dependency.ts';
import { type EnvironmentContract } from './environment-contract.ts';
import { type Files } from './files.ts';
import { addHookJob } from './hook-job.ts';
import { mountedFiles } from './mounted-files.ts';
import { type ContainerProps } from './pod-template.ts';
import { type PodSecurityProps } from './pod-security.ts';
import { priorityOf } from './priority-class.ts';
import { PropCheck } from './prop-check.ts';
import { type PinnedImage } from './release.ts';
import { type ResourcesProps } from './resources.ts';
import { type Scratch } from './scratch.ts';
import { System } from './system.ts';
import { type Variables } from './variable.ts';
import { WAVE } from './wave.ts';

/** What a migrator is made from. */
export interface MigratorProps {
  /** Image of the release that carries the migrations: `system.image('migrator')`. */
  readonly image: PinnedImage;
  /** @default the image's own */
  readonly command?: readonly string[] | undefined;
  /** @default the image's own */
  readonly args?: readonly string[] | undefined;
  /** Plain settings, inline. `RELEASE` is set already. @default none */
  readonly env?: Variables | undefined;
  /** What the program requires of its environment. @default nothing is checked */
  readonly contract?: EnvironmentContract | undefined;
  /** What it uses: the database. @default nothing */
  readonly uses?: readonly Dependency[] | undefined;
  /**
   * Once before the workloads as a Job, or in each of their pods as an init container.
   *
   * @default 'job'
   */
  readonly run?: 'job' | 'init' | undefined;
  /**
   * Whether the tool itself takes a lock, so that of several that start at once one migrates and the
   * others wait. Prisma and Flyway do; Alembic does when `env.py` asks for an advisory lock. Pods start
   * together, so `init` is refused without it.
   *
   * @default false
   */
  readonly locks?: boolean | undefined;
  /** Seconds until it has failed; an init container fails with the rollout, which gets that much more time. @default 600 */
  readonly timeoutSeconds?: number | undefined;
  readonly resources?: ResourcesProps | undefined;
  readonly security?: PodSecurityProps | undefined;
  /** Writable directories beside `/tmp`, and their sizes. @default /tmp alone */
  readonly scratch?: Scratch | undefined;
  /** Files of a ConfigMap by the directory they are mounted at, read-only. @default none */
  readonly files?: Readonly<Record<string, Files>> | undefined;
  /** Node pool of the target. @default any node without taints */
  readonly nodePool?: string | undefined;
  /** A PriorityClass of the system, by the name it was made with: `high`. @default the cluster's default */
  readonly priority?: string | undefined;
  /** A PriorityClass by its whole name, where the cluster brings it. @default the cluster's default */
  readonly priorityClass?: string | undefined;
}

/** The component that migrators are, which edges and labels name. */
const COMPONENT = 'migrate';

/** What the pods of a workload run before it. */
export interface RunFirst {
  readonly containers: readonly ContainerProps[];
  readonly scratch: Scratch;
  readonly volumes: readonly Volume[];
  /** Seconds it may take. */
  readonly seconds: number;
}

/**
 * Brings the schema up before the workloads roll: the Job `<system>-migrate`, once in every sync. A
 * migration that failed half-way must be read by a person, not retried; the old release goes on
 * serving meanwhile.
 *
 * As an init container it has no wave of its own: every workload that comes `after` it runs it in each
 * of its pods, in the workloads' wave, as itself and over its own edges. A migration that fails keeps
 * the new pods from starting and is tried again and again; the old ones serve, and the rollout fails
 * at its deadline, and the sync with it. It runs whenever a pod starts, also one that is only moved or
 * scaled up, and a pod of an older release meets a newer schema: it must have nothing to do then, and
 * say so by 0.
 */
export class Migrator extends Construct {
  /** The component. */
  readonly name = COMPONENT;
  /** Name of its Job; undefined where it is an init container. */
  readonly jobName: string | undefined;
  /** What a workload's pods run first; undefined where it is a Job. */
  readonly first: RunFirst | undefined;

  /** @throws UserError naming every prop that is wrong */
  constructor(scope: Construct, id: string, props: MigratorProps) {
    super(scope, id);
    const { image, timeoutSeconds = 600, command, args, env, contract, uses, resources, security, scratch, nodePool } = props;
    const system = System.of(this);
    const check = new PropCheck(COMPONENT);
    const { mounts, volumes } = mountedFiles(check, props.files);
    const container: ContainerProps = { name: COMPONENT, image: image.reference, command, args, env, contract, uses, resources, mounts, fixed: { RELEASE: image.version } };
    if (props.run === 'init') {
      checkInit(check, props);
      this.first = { containers: [container], scratch: scratch ?? {}, volumes, seconds: timeoutSeconds };
      return;
    }
    this.jobName = `${system.systemName}-${COMPONENT}`;
    addHookJob(this, check, {
      component: COMPONENT,
      wave: WAVE.migrate,
      version: image.version,
      activeDeadlineSeconds: timeoutSeconds,
      containers: [container],
      pod: { security, scratch, volumes, nodePool, priorityClass: priorityOf(check, system, props), annotations: UNDISTURBED },
    });
  }
}

function checkInit(check: PropCheck, props: MigratorProps): void {
  check.range('timeoutSeconds', props.timeoutSeconds, 10, 86_400);
  if (props.locks !== true) {
    check.add('locks', 'several pods start at once and would migrate at once', { allowed: 'a tool that takes a lock, or a Job', fix: 'locks: true, once the tool does; or run: job' });
  }
  for (const prop of ['nodePool', 'priority', 'priorityClass', 'security'] as const) {
    if (props[prop] === undefined) continue;
    check.add(prop, 'an init container has none of its own: it runs in the pods of the workloads', { allowed: `${prop} of the workload`, fix: `remove ${prop}, or run: job` });
  }
  check.throwIfAny();
}

/** Autoscalers of nodes move pods to save a node, and would end a migration half-way. */
const UNDISTURBED = {
  'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
  'karpenter.sh/do-not-disrupt': 'true',
};
