import { type Construct } from 'constructs';
import { Job, type JobSpec } from '../../imports/kubernetes.ts';
import { quoted } from '../kernel/problem.ts';
import { connect } from './edge.ts';
import { LABEL_VALUE } from './label-value.ts';
import { type ContainerProps, type PodTemplateProps, podTemplate } from './pod-template.ts';
import { type PropCheck } from './prop-check.ts';
import { checkFormat } from './prop-format.ts';
import { serviceAccount } from './service-account.ts';
import { System } from './system.ts';
import { type Wave } from './wave.ts';

/** What a hook Job is made from. */
export interface HookJobProps {
  /** The component; the Job is called `<system>-<component>`. */
  readonly component: string;
  readonly wave: Wave;
  /** Version that labels the Job and its pod. */
  readonly version: string;
  readonly containers: readonly ContainerProps[];
  /** Seconds after which the Job has failed; a hook has no other limit. */
  readonly activeDeadlineSeconds: number;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  readonly pod?: Pick<PodTemplateProps, 'annotations' | 'security' | 'scratch' | 'volumes' | 'nodePool' | 'priorityClass'> | undefined;
  readonly podFailurePolicy?: JobSpec['podFailurePolicy'];
}

/** A Job's name becomes a label of its pods. */
const LONGEST_NAME = 63;

/** A day: long enough for a person to read the log, short enough that pods do not pile up. */
const TTL_SECONDS = 86_400;

/**
 * Adds a Job that Argo CD runs once in every sync, in its wave: a `Sync` hook with a fixed name, so
 * that its prerequisites stand in lower waves and are healthy, and its template may change. It is
 * never retried: the next sync runs it again.
 *
 * In a mesh its pod gets a proxy only where proxies are native sidecars, which end with it; elsewhere it
 * stays outside, and the ports that it dials are opened to callers without an identity.
 *
 * The Job removes itself after a day. That is invisible to Argo CD: hooks are outside of its diff,
 * and it looks at a hook's health only while it waits for it.
 */
export function addHookJob(scope: Construct, check: PropCheck, props: HookJobProps): void {
  const system = System.of(scope);
  const name = `${system.systemName}-${props.component}`;
  if (name.length > LONGEST_NAME) {
    check.add('', `the Job's name ${quoted(name)} is too long`, { allowed: `at most ${LONGEST_NAME} characters`, fix: 'give the system a shorter name' });
  }
  checkFormat(check, 'image.version', props.version, LABEL_VALUE);
  check.range('timeoutSeconds', props.activeDeadlineSeconds, 10, 86_400);
  const template = podTemplate(check, system, {
    ...props.pod,
    component: props.component,
    version: props.version,
    serviceAccount: name,
    containers: props.containers,
    restartPolicy: 'Never',
  });
  check.throwIfAny();

  serviceAccount(scope, props.component, name);
  new Job(scope, 'job', {
    metadata: system.metadata({
      name,
      component: props.component,
      wave: props.wave,
      labels: { 'app.kubernetes.io/version': props.version },
      annotations: {
        'argocd.argoproj.io/hook': 'Sync',
        'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
        ...props.annotations,
      },
    }),
    spec: {
      activeDeadlineSeconds: props.activeDeadlineSeconds,
      backoffLimit: 0,
      ...(props.podFailurePolicy === undefined ? {} : { podFailurePolicy: props.podFailurePolicy }),
      template,
      ttlSecondsAfterFinished: TTL_SECONDS,
    },
  });
  const uses = new Set(props.containers.flatMap((container) => container.uses ?? []));
  for (const dependency of uses) connect(scope, props.component, dependency);
}
