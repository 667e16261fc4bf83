import { Construct } from 'constructs';
import { type Dependency } from './dependency.ts';
import { type EnvironmentContract } from './environment-contract.ts';
import { type Files } from './files.ts';
import { addHookJob } from './hook-job.ts';
import { mountedFiles } from './mounted-files.ts';
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
  /** Seconds until it has failed. @default 600 */
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

/**
 * Brings the schema up before the workloads roll: the Job `<system>-migrate`, once in every sync. A
 * migration that failed half-way must be read by a person, not retried; the old release goes on
 * serving meanwhile.
 */
export class Migrator extends Construct {
  /** The component. */
  readonly name = COMPONENT;

  /** @throws UserError naming every prop that is wrong */
  constructor(scope: Construct, id: string, props: MigratorProps) {
    super(scope, id);
    const { image, timeoutSeconds = 600, command, args, env, contract, uses, resources, security, scratch, nodePool } = props;
    const check = new PropCheck(COMPONENT);
    const priorityClass = priorityOf(check, System.of(this), props);
    const { mounts, volumes } = mountedFiles(check, props.files);
    addHookJob(this, check, {
      component: COMPONENT,
      wave: WAVE.migrate,
      version: image.version,
      activeDeadlineSeconds: timeoutSeconds,
      containers: [{ name: COMPONENT, image: image.reference, command, args, env, contract, uses, resources, mounts, fixed: { RELEASE: image.version } }],
      pod: { security, scratch, volumes, nodePool, priorityClass, annotations: UNDISTURBED },
    });
  }
}

/** Autoscalers of nodes move pods to save a node, and would end a migration half-way. */
const UNDISTURBED = {
  'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
  'karpenter.sh/do-not-disrupt': 'true',
};
