import { describe, expect, it } from '@jest/globals';
import { type z } from 'zod';
import { type CloudIdentity } from '../constructs/cloud-identity.ts';
import { type CredentialBundle } from '../constructs/credential-keys.ts';
import { type ExternalSecretsProps } from '../constructs/external-secrets.ts';
import { type KafkaProps } from '../constructs/kafka.ts';
import { type MigratorProps } from '../constructs/migrator.ts';
import { type PostgresProps } from '../constructs/postgres.ts';
import { type QuotaProps } from '../constructs/quota.ts';
import { type RedisProps } from '../constructs/redis.ts';
import { type Release } from '../constructs/release.ts';
import { DEFAULT_RESOURCES } from '../constructs/resources.ts';
import { type RestoreDrillProps } from '../constructs/restore-drill.ts';
import { type ScheduledJobProps } from '../constructs/scheduled-job.ts';
import { type Target } from '../constructs/target.ts';
import { type WebWorkloadProps } from '../constructs/web-workload.ts';
import { type WorkerProps } from '../constructs/worker.ts';
import { type cloudIdentityOverlay } from './cloud-identity-overlay.ts';
import { scheduledJobOverlay } from './cron-job-overlay.ts';
import { type kafkaOverlay } from './kafka-overlay.ts';
import { migratorOverlay } from './migrator-overlay.ts';
import { type postgresOverlay } from './postgres-overlay.ts';
import { type quotaOverlay } from './quota-overlay.ts';
import { type redisOverlay } from './redis-overlay.ts';
import { type OverlayRelease } from './release.ts';
import { resourcesOverlay } from './resources-overlay.ts';
import { type credentialsOverlay, type secretsOverlay } from './secrets-overlay.ts';
import { restoreDrillOverlay } from './restore-drill-overlay.ts';
import { type TargetFacts } from './target-facts.ts';
import { webWorkloadOverlay } from './web-workload-overlay.ts';
import { workerOverlay } from './worker-overlay.ts';

/** Compiles only where every value of the first type is one of the second. */
type Fits<Value extends Wanted, Wanted> = Value;

type FitsIdentity = Fits<z.output<typeof cloudIdentityOverlay>, CloudIdentity>;
type FitsSecrets = Fits<z.output<typeof secretsOverlay>, Omit<ExternalSecretsProps, 'name'>>;
type FitsCredentials = Fits<z.output<typeof credentialsOverlay>, CredentialBundle>;
type FitsTarget = Fits<TargetFacts, Target>;
type FitsRelease = Fits<OverlayRelease, Release>;
type FitsPostgres = Fits<z.output<typeof postgresOverlay>, PostgresProps>;
type FitsRedis = Fits<z.output<typeof redisOverlay>, RedisProps>;
type FitsKafka = Fits<z.output<typeof kafkaOverlay>, KafkaProps>;
type FitsScheduledJob = Fits<z.output<typeof scheduledJobOverlay>, Omit<ScheduledJobProps, 'name' | 'image'>>;
type FitsRestoreDrill = Fits<z.output<typeof restoreDrillOverlay>, Omit<RestoreDrillProps, 'postgres'>>;
type FitsQuota = Fits<z.output<typeof quotaOverlay>, QuotaProps>;
type FitsMigrator = Fits<z.output<typeof migratorOverlay>, Omit<MigratorProps, 'image'>>;
type FitsWorker = Fits<z.output<typeof workerOverlay>, Omit<WorkerProps, 'name' | 'image' | 'live'>>;
type FitsWebWorkload = Fits<z.output<typeof webWorkloadOverlay>, Omit<WebWorkloadProps, 'name' | 'image' | 'live' | 'port' | 'ready'>>;

/** Named once, so that the compiler cannot drop them as unused. */
export type Fitting = [FitsIdentity, FitsSecrets, FitsCredentials, FitsTarget, FitsRelease, FitsPostgres, FitsRedis, FitsKafka, FitsScheduledJob, FitsRestoreDrill, FitsQuota, FitsMigrator, FitsWorker, FitsWebWorkload];

describe('values of overlays', () => {
  it('have the same default resources as the constructs they go to', () => {
    expect(resourcesOverlay.parse({})).toEqual(DEFAULT_RESOURCES);
  });

  it('spell host and paths of a web workload as its props do', () => {
    expect(webWorkloadOverlay.parse({ host: 'shop.acme.example', paths: ['/api'] })).toMatchObject({ expose: { host: 'shop.acme.example', paths: ['/api'] } });
    expect(webWorkloadOverlay.parse({})).not.toHaveProperty('expose');
    expect(workerOverlay.parse({ replicas: 3 })).not.toHaveProperty('expose');
  });

  it('count the time of a migrator in seconds', () => {
    expect(migratorOverlay.parse({ timeout: '1h30m' })).toMatchObject({ timeoutSeconds: 5400 });
    expect(migratorOverlay.parse({})).toMatchObject({ timeoutSeconds: 600 });
  });

  it('count the time of a scheduled job and of a restore in seconds, and say UTC', () => {
    expect(scheduledJobOverlay.parse({ schedule: '@hourly', timeout: '90s' })).toMatchObject({ schedule: '0 * * * *', timeoutSeconds: 90, timeZone: 'Etc/UTC' });
    expect(restoreDrillOverlay.parse({ schedule: '0 4 * * 0' })).toMatchObject({ restoreWithinSeconds: 3600, timeZone: 'Etc/UTC' });
  });
});
