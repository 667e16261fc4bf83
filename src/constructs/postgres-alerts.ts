import { type Alert } from './alerts.ts';
import { type PostgresBackupProps } from './postgres-backup.ts';
import { type System } from './system.ts';

/** What of a CloudNativePG cluster is watched. */
export interface CnpgAlertsProps {
  readonly name: string;
  readonly instances: number;
  readonly backup?: PostgresBackupProps | undefined;
}

/**
 * The alerts that every CloudNativePG cluster wants: backups that fail or stay away, a log that is not
 * archived, standbys that fall behind, volumes that fill up.
 *
 * @see https://github.com/cloudnative-pg/cloudnative-pg/blob/main/config/manager/default-monitoring.yaml for `cnpg_pg_*`
 */
export function cnpgAlerts(system: System, { name, instances, backup }: CnpgAlertsProps): Alert[] {
  // The operator numbers pods and volumes; a volume apart for the log ends in `-wal`.
  const pods = `{namespace="${system.namespaceName}",pod=~"${name}-[0-9]+"}`;
  return [
    ...(backup === undefined ? [] : backupAlerts(name, pods, backup)),
    ...(instances > 1 ? replicationAlerts(name, pods) : []),
    ...volumeAlerts(system, name, `${name}-[0-9]+(-wal)?`),
  ];
}

/** The alerts that Postgres as one pod of the system wants: it has no backup and no standby, only a volume. */
export function inClusterPostgresAlerts(system: System, name: string): Alert[] {
  return volumeAlerts(system, name, `data-${name}-0`);
}

/**
 * Times of backups, in seconds since 1970; 0 where there was none. The Barman Cloud plugin has metrics
 * of its own, those of the operator count its own backups alone.
 *
 * @see https://cloudnative-pg.io/plugin-barman-cloud/docs/observability/
 * @see https://cloudnative-pg.io/documentation/current/monitoring/
 */
const BACKUP_METRICS = {
  'object-store': 'barman_cloud_cloudnative_pg_io',
  'volume-snapshot': 'cnpg_collector',
} as const;

function backupAlerts(name: string, pods: string, backup: PostgresBackupProps): Alert[] {
  // Not each instance knows of every backup.
  const latest = (what: 'failed' | 'available'): string => `max by (namespace) (${BACKUP_METRICS[backup.to]}_last_${what}_backup_timestamp${pods})`;
  const alerts: Alert[] = [
    {
      name: 'BackupFailed',
      expr: `${latest('failed')} > ${latest('available')}`,
      severity: 'warning',
      summary: `the latest backup of ${name} failed`,
    },
  ];
  const hours = hoursWithoutBackup(backup.schedule);
  if (hours !== undefined) {
    alerts.push({
      name: 'NoRecentBackup',
      expr: `time() - ${latest('available')} > ${hours * 3600}`,
      // A new cluster makes its first backup at once, but not in an instant.
      for: '2h',
      severity: 'critical',
      summary: `${name} has no backup of the last ${hours} hours`,
    });
  }
  if (backup.to === 'object-store') {
    alerts.push({
      name: 'WalArchivingFailing',
      expr: `cnpg_pg_stat_archiver_last_failed_time${pods} > cnpg_pg_stat_archiver_last_archived_time${pods}`,
      for: '15m',
      severity: 'critical',
      summary: `the write-ahead log of ${name} is not archived: what happens now cannot be restored, and the volume fills up`,
    });
  }
  return alerts;
}

/** How long the schedule leaves between two backups at most, and some hours to make one; undefined where it names months. */
function hoursWithoutBackup(schedule: string): number | undefined {
  const [, , day, month, weekday] = schedule.trim().split(/\s+/);
  if (month !== '*') return undefined;
  const days = day !== '*' ? 31 : weekday !== '*' ? 7 : 1;
  return days * 24 + 6;
}

function replicationAlerts(name: string, pods: string): Alert[] {
  return [
    {
      name: 'ReplicationLag',
      expr: `cnpg_pg_replication_lag${pods} > 300`,
      for: '5m',
      severity: 'warning',
      summary: `a standby of ${name} is more than five minutes behind`,
    },
    {
      name: 'StandbyNotStreaming',
      expr: `cnpg_pg_replication_in_recovery${pods} > cnpg_pg_replication_is_wal_receiver_up${pods}`,
      for: '10m',
      severity: 'warning',
      summary: `a standby of ${name} receives nothing from its primary`,
    },
  ];
}

/** @see https://kubernetes.io/docs/reference/instrumentation/metrics/ for `kubelet_volume_stats_*` */
function volumeAlerts(system: System, name: string, claims: string): Alert[] {
  const of = `{namespace="${system.namespaceName}",persistentvolumeclaim=~"${claims}"}`;
  const free = `kubelet_volume_stats_available_bytes${of} / kubelet_volume_stats_capacity_bytes${of}`;
  return [
    {
      name: 'VolumeFillingUp',
      expr: `${free} < 0.15`,
      for: '15m',
      severity: 'warning',
      summary: `a volume of ${name} has less than 15% left`,
    },
    {
      name: 'VolumeNearlyFull',
      expr: `${free} < 0.05`,
      for: '2m',
      severity: 'critical',
      summary: `a volume of ${name} has less than 5% left; Postgres stops when it is full`,
    },
  ];
}
