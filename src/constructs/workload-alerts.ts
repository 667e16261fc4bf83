import { type Alert } from './alerts.ts';
import { type System } from './system.ts';

/** What of a workload is watched. */
export interface WorkloadAlertsProps {
  /** Name of the Deployment, which is its component's. */
  readonly component: string;
  /** Name of the migrator's Job. @default no migrator */
  readonly migrateJob?: string;
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
export function workloadAlerts(system: System, { component, migrateJob, autoscaled = false, runbook }: WorkloadAlertsProps): Alert[] {
  const namespace = `namespace="${system.namespaceName}"`;
  const deployment = `{${namespace},deployment="${component}"}`;
  // The two hashes of a Deployment's pods hold no hyphen, so that `app` does not match `app-worker`.
  const pods = `pod=~"${component}-[a-z0-9]+-[a-z0-9]+"`;
  const autoscaler = `{${namespace},horizontalpodautoscaler="${component}"}`;
  const alerts: Alert[] = [
    {
      name: 'NotEnoughReadyReplicas',
      expr: `kube_deployment_status_replicas_ready${deployment} < kube_deployment_spec_replicas${deployment}`,
      for: '15m',
      severity: 'warning',
      summary: `${component} has had fewer ready replicas than wanted for 15 minutes`,
    },
    {
      name: 'NoReadyReplica',
      expr: `kube_deployment_status_replicas_ready${deployment} == 0 and kube_deployment_spec_replicas${deployment} > 0`,
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
