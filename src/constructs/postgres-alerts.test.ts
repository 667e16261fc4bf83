import { describe, expect, it } from '@jest/globals';
import { type Alert, Alerts } from './alerts.ts';
import { cnpgAlerts, inClusterPostgresAlerts } from './postgres-alerts.ts';
import { exampleSystem } from './test-support.ts';

const system = exampleSystem();
const toStore = { to: 'object-store', schedule: '0 2 * * *', keep: '30d', destination: 's3://acme-backups/shop', credentials: { serviceAccountAnnotations: {} } } as const;
const toSnapshot = { to: 'volume-snapshot', schedule: '0 2 * * *' } as const;

const namesOf = (alerts: readonly Alert[]): string[] => alerts.map(({ name }) => name);
const exprOf = (alerts: readonly Alert[], name: string): string | undefined => alerts.find((alert) => alert.name === name)?.expr;

describe('the alerts of Postgres', () => {
  it.each<[string, Alert[], string[]]>([
    ['as one pod', inClusterPostgresAlerts(system, 'postgres'), ['VolumeFillingUp', 'VolumeNearlyFull']],
    ['as a cluster of one, without backups', cnpgAlerts(system, { name: 'postgres', instances: 1 }), ['VolumeFillingUp', 'VolumeNearlyFull']],
    [
      'as a cluster with an archive',
      cnpgAlerts(system, { name: 'postgres', instances: 3, backup: toStore }),
      ['BackupFailed', 'NoRecentBackup', 'WalArchivingFailing', 'ReplicationLag', 'StandbyNotStreaming', 'VolumeFillingUp', 'VolumeNearlyFull'],
    ],
    [
      'as a cluster with snapshots',
      cnpgAlerts(system, { name: 'postgres', instances: 2, backup: toSnapshot }),
      ['BackupFailed', 'NoRecentBackup', 'ReplicationLag', 'StandbyNotStreaming', 'VolumeFillingUp', 'VolumeNearlyFull'],
    ],
  ])('are for what there is: %s', (_form, alerts, names) => {
    expect(namesOf(alerts)).toEqual(names);
    expect(() => new Alerts(exampleSystem(), 'x', { component: 'postgres', alerts })).not.toThrow();
  });

  it('ask for their own namespace, pods and volumes alone', () => {
    for (const { expr } of [...cnpgAlerts(system, { name: 'postgres', instances: 3, backup: toStore }), ...inClusterPostgresAlerts(system, 'postgres')]) {
      const selectors = [...expr.matchAll(/\{[^}]*\}/g)].map(([selector]) => selector);
      expect(selectors.length).toBeGreaterThan(0);
      for (const selector of selectors) expect(selector).toMatch(/^\{namespace="shop-staging",(pod|persistentvolumeclaim)=~"(data-)?postgres-/);
    }
  });

  it.each([
    ['one pod', inClusterPostgresAlerts(system, 'postgres'), ['data-postgres-0']],
    ['a cluster', cnpgAlerts(system, { name: 'postgres', instances: 3 }), ['postgres-1', 'postgres-12-wal']],
  ])('know the volumes of %s from others', (_form, alerts, volumes) => {
    const [, pattern] = /persistentvolumeclaim=~"([^"]+)"/.exec(exprOf(alerts, 'VolumeFillingUp')!)!;
    const all = ['data-postgres-0', 'postgres-1', 'postgres-12-wal', 'postgres-copy-1', 'data-redis-0', 'my-postgres-1'];
    expect(all.filter((volume) => new RegExp(`^(?:${pattern})$`).test(volume))).toEqual(volumes);
  });

  it('count the backups of the plugin by its metrics, and snapshots by the operator\'s', () => {
    expect(exprOf(cnpgAlerts(system, { name: 'postgres', instances: 1, backup: toStore }), 'BackupFailed')).toBe(
      'max by (namespace) (barman_cloud_cloudnative_pg_io_last_failed_backup_timestamp{namespace="shop-staging",pod=~"postgres-[0-9]+"}) > max by (namespace) (barman_cloud_cloudnative_pg_io_last_available_backup_timestamp{namespace="shop-staging",pod=~"postgres-[0-9]+"})',
    );
    expect(exprOf(cnpgAlerts(system, { name: 'postgres', instances: 2, backup: toSnapshot }), 'BackupFailed')).toContain('cnpg_collector_last_failed_backup_timestamp{');
  });

  it.each([
    ['0 2 * * *', 30],
    ['0 */6 * * *', 30],
    ['0 2 * * 0', 174],
    ['0 2 1 * *', 750],
    ['0 2 1 1 *', undefined],
  ])('wait for a backup as long as its schedule %j does', (schedule, hours) => {
    const expr = exprOf(cnpgAlerts(system, { name: 'postgres', instances: 1, backup: { ...toStore, schedule } }), 'NoRecentBackup');
    expect(expr?.split(' > ')[1]).toBe(hours === undefined ? undefined : String(hours * 3600));
  });
});
