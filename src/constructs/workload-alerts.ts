import { quoted } from '../kernel/problem.ts';
import { type Alert } from './alerts.ts';
import { PropCheck } from './prop-check.ts';
import { type RequestMetrics, checkMetrics, knownMetrics } from './request-metrics.ts';
import { type System } from './system.ts';

/** What of a workload is watched. */
export interface WorkloadAlertsProps {
  /** Name of the Deployment or Rollout, which is its component's. */
  readonly component: string;
  /** Whether Argo Rollouts brings in new versions: `app.strategy !== 'rolling'`. @default false */
  readonly progressive?: boolean | undefined;
  /** Name of the migrator's Job. @default no migrator */
  readonly migrateJob?: string;
  /** Whether its pods migrate first, in an init container. @default false */
  readonly migratesFirst?: boolean;
  /** Whether Prometheus scrapes it: silence is then an alert. @default false */
  readonly scraped?: boolean;
  /** Its metrics of requests, and from which share on errors are too many. @default errors are not looked at */
  readonly requests?: RequestMetrics & {
    /** Above 0 and below 1. @default 0.05 */
    readonly tooManyErrors?: number;
  };
  /** Whether an autoscaler of the component's name scales it. @default false */
  readonly autoscaled?: boolean;
  /** Page that says what to do; each alert's name is appended as `#name`. @default none */
  readonly runbook?: string;
}

/**
 * The alerts that every web workload wants, on the metrics of kube-state-metrics.
 *
 * @see https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics
 */
export function workloadAlerts(system: System, props: WorkloadAlertsProps): Alert[] {
  const { component, progressive = false, migrateJob, migratesFirst = false, scraped = false, requests, autoscaled = false, runbook } = props;
  const namespace = `namespace="${system.namespaceName}"`;
  // The two hashes of a Deployment's pods hold no hyphen, so that `app` does not match `app-worker`.
  const pods = `pod=~"${component}-[a-z0-9]+-[a-z0-9]+"`;
  const autoscaler = `{${namespace},horizontalpodautoscaler="${component}"}`;
  const { ready, wanted } = progressive ? ofReplicaSets(namespace, component) : ofDeployment(namespace, component);
  const alerts: Alert[] = [
    {
      name: 'NotEnoughReadyReplicas',
      expr: `${ready} < ${wanted}`,
      for: '15m',
      severity: 'warning',
      summary: `${component} has had fewer ready replicas than wanted for 15 minutes`,
    },
    {
      name: 'NoReadyReplica',
      expr: `${ready} == 0 and ${wanted} > 0`,
      for: '2m',
      severity: 'critical',
      summary: `${component} serves nobody: no replica is ready`,
    },
    {
      name: 'CrashLooping',
      expr: `max by (namespace, pod, container) (max_over_time(kube_pod_container_status_waiting_reason{${namespace},${pods},reason="CrashLoopBackOff"}[5m])) >= 1`,
      for: '10m',
      severity: 'warning',
      summary: `a container of ${component} crashes again and again`,
    },
  ];
  if (migrateJob !== undefined) {
    alerts.push({
      name: 'MigrationFailed',
      // Not the count of failed pods: a Job may fail once and succeed at its second try.
      expr: `kube_job_failed{${namespace},job_name="${migrateJob}",condition="true"} > 0`,
      severity: 'critical',
      summary: `the migration of ${component} failed; the release before it still serves`,
    });
  }
  if (migratesFirst) {
    alerts.push({
      name: 'MigrationFailed',
      expr: `max by (namespace, pod) (max_over_time(kube_pod_init_container_status_waiting_reason{${namespace},${pods},container="migrate",reason="CrashLoopBackOff"}[5m])) >= 1`,
      for: '5m',
      severity: 'critical',
      summary: `the migration before ${component} fails again and again; the release before it still serves`,
    });
  }
  if (scraped) alerts.push(...scrapeAlerts(`{${namespace},job="${component}"}`, component));
  if (requests !== undefined) alerts.push(errorAlert(`${namespace},job="${component}"`, component, requests));
  if (autoscaled) {
    alerts.push({
      name: 'AutoscalerAtMaximum',
      expr: `kube_horizontalpodautoscaler_status_desired_replicas${autoscaler} >= kube_horizontalpodautoscaler_spec_max_replicas${autoscaler}`,
      for: '30m',
      severity: 'warning',
      summary: `${component} has run at its maximum for 30 minutes and cannot grow with more load`,
    });
  }
  return runbook === undefined ? alerts : alerts.map((alert) => ({ ...alert, runbook: `${runbook}#${alert.name.toLowerCase()}` }));
}

function ofDeployment(namespace: string, component: string): { readonly ready: string; readonly wanted: string } {
  const deployment = `{${namespace},deployment="${component}"}`;
  return { ready: `kube_deployment_status_replicas_ready${deployment}`, wanted: `kube_deployment_spec_replicas${deployment}` };
}

/** A Rollout has no metrics of kube-state-metrics; its ReplicaSets, one for each version, have. */
function ofReplicaSets(namespace: string, component: string): { readonly ready: string; readonly wanted: string } {
  const sets = `{${namespace},replicaset=~"${component}-[a-z0-9]+"}`;
  return { ready: `sum(kube_replicaset_status_ready_replicas${sets})`, wanted: `sum(kube_replicaset_spec_replicas${sets})` };
}

/** What is not scraped raises no other alert, so that silence must raise one itself. */
function scrapeAlerts(target: string, component: string): Alert[] {
  return [
    { name: 'ScrapeGap', expr: `absent(up${target} == 1)`, for: '10m', severity: 'critical', summary: `nothing of ${component} has been scraped for 10 minutes: its other alerts are blind` },
    { name: 'ScrapeFailing', expr: `up${target} == 0`, for: '15m', severity: 'warning', summary: `a pod of ${component} has not been scraped for 15 minutes` },
  ];
}

function errorAlert(selector: string, component: string, { tooManyErrors = 0.05, ...metrics }: NonNullable<WorkloadAlertsProps['requests']>): Alert {
  const check = new PropCheck(`${component}.requests`);
  checkMetrics(check, metrics);
  if (!(tooManyErrors > 0 && tooManyErrors < 1)) check.add('tooManyErrors', `${quoted(tooManyErrors)} is no share`, { allowed: 'above 0 and below 1', fix: 'tooManyErrors: 0.05' });
  check.throwIfAny();
  const { requests, status, errors } = knownMetrics(metrics);
  return {
    name: 'HighErrorRate',
    expr: `sum(rate(${requests}{${selector},${status}=~"${errors}"}[5m])) / sum(rate(${requests}{${selector}}[5m])) > ${tooManyErrors}`,
    for: '5m',
    severity: 'critical',
    summary: `${component} has answered more than ${Number((tooManyErrors * 100).toFixed(2))}% of its requests with an error for 5 minutes`,
  };
}
