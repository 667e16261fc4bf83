import { Construct } from 'constructs';
import { type Alert } from './alerts.ts';
import { type ScheduleProps, addCronJob } from './cron-job.ts';
import { type Dependency } from './dependency.ts';
import { type EnvironmentContract } from './environment-contract.ts';
import { type Files } from './files.ts';
import { mountedFiles } from './mounted-files.ts';
import { type PodSecurityProps } from './pod-security.ts';
import { priorityOf } from './priority-class.ts';
import { PropCheck } from './prop-check.ts';
import { PINNED_IMAGE, checkFormat } from './prop-format.ts';
import { type PinnedImage } from './release.ts';
import { type ResourcesProps } from './resources.ts';
import { type Scratch } from './scratch.ts';
import { System } from './system.ts';
import { type Variables } from './variable.ts';

/** What a scheduled job is made from. */
export interface ScheduledJobProps extends ScheduleProps {
  /** The component, and what its objects are called: `synthetic`. */
  readonly name: string;
  /** Image of the release, `system.image('app')`, or of a tool, by its reference with the digest. */
  readonly image: PinnedImage | string;
  /** @default the image's own */
  readonly command?: readonly string[] | undefined;
  /** @default the image's own */
  readonly args?: readonly string[] | undefined;
  /** Plain settings, inline. `RELEASE` is set already where the image is of the release. @default none */
  readonly env?: Variables | undefined;
  /** What the program requires of its environment. @default nothing is checked */
  readonly contract?: EnvironmentContract | undefined;
  /** What it uses: variables, secret files and network edges come from here. @default nothing */
  readonly uses?: readonly Dependency[] | undefined;
  /** Further tries of a failed run, for a program that may run twice. @default 0 */
  readonly retries?: number | undefined;
  /** How grave it is when its last success is older than its period. @default 'warning' */
  readonly severity?: Alert['severity'] | undefined;
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

/**
 * A program that runs by the clock. What it proves can count as evidence: nothing in the cluster
 * signs, but whoever may attest reads the outcome of the last run and signs it, as in
 *
 *     kubectl get cronjob synthetic -n cartrader-staging -o jsonpath='{.status.lastSuccessfulTime}'
 *     slipway attest cartrader --env staging --check synthetic
 *
 * where the success is younger than the release that it is to speak for.
 */
export class ScheduledJob extends Construct {
  /** The component. */
  readonly name: string;

  /** @throws UserError naming every prop that is wrong */
  constructor(scope: Construct, id: string, props: ScheduledJobProps) {
    super(scope, id);
    const { name, image, command, args, env, contract, uses, resources } = props;
    this.name = name;
    const check = new PropCheck(name);
    const released = typeof image === 'string' ? undefined : image.version;
    if (typeof image === 'string') checkFormat(check, 'image', image, PINNED_IMAGE);
    const { mounts, volumes } = mountedFiles(check, props.files);
    const fixed = released === undefined ? {} : { RELEASE: released };
    addCronJob(this, check, {
      component: name,
      version: released,
      schedule: props.schedule,
      timeZone: props.timeZone,
      timeoutSeconds: props.timeoutSeconds,
      startWithinSeconds: props.startWithinSeconds,
      staleAfterSeconds: props.staleAfterSeconds,
      runbook: props.runbook,
      retries: props.retries,
      severity: props.severity,
      summary: `${name} has not succeeded for longer than its schedule allows`,
      containers: [{ name, image: typeof image === 'string' ? image : image.reference, command, args, env, contract, uses, resources, mounts, fixed }],
      pod: { security: props.security, scratch: props.scratch, volumes, nodePool: props.nodePool, priorityClass: priorityOf(check, System.of(this), props) },
    });
  }
}
