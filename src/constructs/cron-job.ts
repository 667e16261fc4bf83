import { type Construct } from 'constructs';
import { CronJob } from '../../imports/kubernetes.ts';
import { quoted } from '../kernel/problem.ts';
import { type Alert, Alerts } from './alerts.ts';
import { WORKLOAD_NAME } from './component-name.ts';
import { longestPause } from './cron-job-period.ts';
import { connect } from './edge.ts';
import { LABEL_VALUE } from './label-value.ts';
import { type ContainerProps, type PodTemplateProps, podTemplate } from './pod-template.ts';
import { type PropCheck } from './prop-check.ts';
import { HTTPS_URL, checkFormat } from './prop-format.ts';
import { serviceAccount } from './service-account.ts';
import { System } from './system.ts';
import { WAVE } from './wave.ts';

/** When a job runs, how long it may take, and when somebody is told that it did not. */
export interface ScheduleProps {
  /** Cron schedule of five fields, or a name such as `@daily`. */
  readonly schedule: string;
  /** Time zone of the schedule, by its IANA name: `Europe/Berlin`. @default 'Etc/UTC' */
  readonly timeZone?: string | undefined;
  /** Seconds until a run has failed. @default 600 */
  readonly timeoutSeconds?: number | undefined;
  /** Seconds by which a run may start late; a later one is left out. @default 600 */
  readonly startWithinSeconds?: number | undefined;
  /** Age of the last success that somebody is told of, in seconds. @default the longest pause of the schedule, and the time that a run may take */
  readonly staleAfterSeconds?: number | undefined;
  /** Page that says what to do when a run is missed. @default none */
  readonly runbook?: string | undefined;
}

/** What a CronJob is made from. */
export interface CronJobProps extends ScheduleProps {
  /** The component; also the name of its objects. */
  readonly component: string;
  /** Version that labels the CronJob and its pods, where its image is of the release. @default no label */
  readonly version?: string | undefined;
  readonly containers: readonly ContainerProps[];
  /** Steps before the containers, one after the other. @default none */
  readonly initContainers?: readonly ContainerProps[] | undefined;
  /** Further tries of a failed run. @default 0 */
  readonly retries?: number | undefined;
  /** Annotations of the CronJob itself. @default none */
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  readonly pod?: Pick<PodTemplateProps, 'annotations' | 'labels' | 'security' | 'scratch' | 'volumes' | 'nodePool' | 'priorityClass'> | undefined;
  /** How grave a missed run is. @default 'warning' */
  readonly severity?: Alert['severity'] | undefined;
  /** What is said of a missed run. */
  readonly summary: string;
}

/** Finished Jobs that are kept of each sort, for people who read their logs. */
const HISTORY = 3;

/** An IANA name; `Local` would be the time zone of whatever machine the controller runs on. */
const TIME_ZONE = /^(?!Local$)[A-Za-z_]+(\/[A-Za-z0-9_+-]+){0,2}$/;

/**
 * Adds a CronJob: restricted, with an account of its own, never two runs at a time, with a deadline,
 * and with an alert when its last success is older than its period.
 *
 * It stands in the last wave and is left out of the Application's health, because Argo CD takes the
 * outcome of its last run for its health: a job that failed in the night would fail every sync until
 * its next run, and hold up every promotion. Its alert tells people instead.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/upgrading/3.1-3.2/#cronjob-health
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
 */
export function addCronJob(scope: Construct, check: PropCheck, props: CronJobProps): void {
  const system = System.of(scope);
  const { component, version, timeoutSeconds = 600, startWithinSeconds = 600, retries = 0, timeZone = 'Etc/UTC' } = props;
  const pause = checkSchedule(check, props);
  checkFormat(check, 'name', component, WORKLOAD_NAME);
  checkFormat(check, 'image.version', version, LABEL_VALUE);
  check.range('retries', retries, 0, 6);
  const template = podTemplate(check, system, {
    ...props.pod,
    component,
    version,
    serviceAccount: component,
    containers: props.containers,
    initContainers: props.initContainers,
    restartPolicy: 'Never',
  });
  check.throwIfAny();

  serviceAccount(scope, component, component);
  const labels = version === undefined ? {} : { labels: { 'app.kubernetes.io/version': version } };
  new CronJob(scope, 'cron-job', {
    metadata: system.metadata({ name: component, component, wave: WAVE.last, ...labels, annotations: { 'argocd.argoproj.io/ignore-healthcheck': 'true', ...props.annotations } }),
    spec: {
      concurrencyPolicy: 'Forbid',
      failedJobsHistoryLimit: HISTORY,
      jobTemplate: {
        metadata: { labels: system.podLabels(component, version) },
        spec: {
          activeDeadlineSeconds: timeoutSeconds,
          backoffLimit: retries,
          // A node that is drained meanwhile says nothing about the job.
          podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ status: 'True', type: 'DisruptionTarget' }] }] },
          template,
        },
      },
      schedule: props.schedule,
      startingDeadlineSeconds: startWithinSeconds,
      successfulJobsHistoryLimit: HISTORY,
      timeZone,
    },
  });
  for (const dependency of new Set([...(props.initContainers ?? []), ...props.containers].flatMap(({ uses }) => uses ?? []))) connect(scope, component, dependency);
  new Alerts(scope, 'alerts', { component, alerts: [staleAlert(system, props, props.staleAfterSeconds ?? pause! + startWithinSeconds + timeoutSeconds)] });
}

/**
 * A job that never succeeded has no time of it, and counts from its making on.
 *
 * @see https://github.com/kubernetes/kube-state-metrics/blob/main/docs/metrics/workload/cronjob-metrics.md
 */
function staleAlert(system: System, { component, severity = 'warning', summary, runbook }: CronJobProps, seconds: number): Alert {
  const job = `{namespace="${system.namespaceName}",cronjob="${component}"}`;
  return {
    name: 'ScheduledJobOverdue',
    expr: `time() - max by (namespace, cronjob) (kube_cronjob_status_last_successful_time${job} or kube_cronjob_created${job}) > ${seconds}`,
    for: '5m',
    severity,
    summary,
    ...(runbook === undefined ? {} : { runbook }),
  };
}

/** The longest pause of the schedule, in seconds; undefined where a problem was noted. */
function checkSchedule(check: PropCheck, props: ScheduleProps): number | undefined {
  const { schedule, timeZone, timeoutSeconds = 600, startWithinSeconds, staleAfterSeconds, runbook } = props;
  const pause = longestPause(schedule);
  if (pause === undefined) {
    check.add('schedule', `${quoted(schedule)} is not a cron schedule of five fields that ever comes`, { allowed: 'minute, hour, day of month, month, day of week', fix: 'schedule: "0 4 * * *"' });
  }
  if (timeZone !== undefined && !TIME_ZONE.test(timeZone)) {
    check.add('timeZone', `${quoted(timeZone)} is not the name of a time zone`, { allowed: 'an IANA name', fix: 'timeZone: Europe/Berlin' });
  }
  check.range('timeoutSeconds', timeoutSeconds, 10, 86_400);
  // The controller looks every ten seconds, and would miss a shorter time.
  check.range('startWithinSeconds', startWithinSeconds, 10, 86_400);
  checkFormat(check, 'runbook', runbook, HTTPS_URL);
  if (pause === undefined) return undefined;
  // Local clocks are put forward once a year, and a day is then an hour longer to the schedule.
  const longest = timeZone === undefined || /^(UTC$|Etc\/)/.test(timeZone) ? pause : pause + 3600;
  if (staleAfterSeconds !== undefined && !(Number.isSafeInteger(staleAfterSeconds) && staleAfterSeconds > longest)) {
    check.add('staleAfterSeconds', `the schedule pauses for up to ${longest} s, and ${quoted(staleAfterSeconds)} would tell of a job that is in time`, {
      allowed: `a whole number above ${longest}`,
      fix: `staleAfterSeconds: ${longest + timeoutSeconds}`,
    });
  }
  return longest;
}
