/**
 * The public API: what systems are made of and how they are declared. Systems import nothing else
 * of slipway; `docs/api.md` shows every change of it.
 */

// Declaring a system.
export { type BuildInput, defineSystem, type SystemDefinition } from './render/system-definition.ts';
export { hostWithinDomain, type OverlayRule, type RuleFinding } from './overlays/overlay-rule.ts';

// What every system has.
export { System, type MetadataProps, type SystemMetadata, type SystemProps } from './constructs/system.ts';
export { Foundation, type FoundationProps } from './constructs/foundation.ts';
export { type CidrPeer, type Exposure as TargetExposure, type Monitoring, type NodePool, type PodPeer, type SecretStoreRef, type Target } from './constructs/target.ts';
export { type PinnedImage, type Release, type ReleaseImage } from './constructs/release.ts';
export { WAVE, type Wave } from './constructs/wave.ts';

// Workloads and hook Jobs.
export { WebWorkload, type ExposeProps, type WebWorkloadProps } from './constructs/web-workload.ts';
export { Worker, type WorkerProps } from './constructs/worker.ts';
export { type MetricsProps, type WorkloadProps } from './constructs/workload.ts';
export { type RequestCounter } from './constructs/error-count.ts';
export { type EnvironmentContract } from './constructs/environment-contract.ts';
export { type VariableSchema } from './constructs/contract-example.ts';
export { Migrator, type MigratorProps, type RunFirst } from './constructs/migrator.ts';
export { RestoreDrill, type RestoreDrillProps } from './constructs/restore-drill.ts';
export { ScheduledJob, type ScheduledJobProps } from './constructs/scheduled-job.ts';
export { type ScheduleProps } from './constructs/cron-job.ts';
export { SmokeTest, type SmokeTestProps } from './constructs/smoke-test.ts';
export { Probe, type ProbeTimings } from './constructs/probe.ts';
export { Ready, type ReadyOptions, Version } from './constructs/ready.ts';
export { type ResourcesProps } from './constructs/resources.ts';
export { type RolloutProps } from './constructs/rollout.ts';
export { type CanaryStep, type Strategy, type StrategyProps } from './constructs/strategy.ts';
export { type RateLimit } from './constructs/rate-limit.ts';
export { type Scratch } from './constructs/scratch.ts';
export { type ShutdownProps } from './constructs/shutdown.ts';
export { type SpreadProps, type SpreadRule } from './constructs/spread.ts';
export { type PodSecurityProps } from './constructs/pod-security.ts';
export { Autoscaler, type AutoscalerProps, type ScaleProps } from './constructs/autoscaler.ts';
export { DisruptionBudget, type DisruptionBudgetProps } from './constructs/disruption-budget.ts';
export { PriorityClass, type PriorityClassProps } from './constructs/priority-class.ts';

// What workloads use.
export { type ComponentPeer, type Dependency, type Endpoint, type SecretFiles } from './constructs/dependency.ts';
export { type FieldVariable, type SecretVariable, type Variable, type Variables } from './constructs/variable.ts';
export { Postgres, type PostgresProps } from './constructs/postgres.ts';
export { Redis, type RedisProps } from './constructs/redis.ts';
export { Kafka, type KafkaProps } from './constructs/kafka.ts';
export { type KafkaDependency, type KafkaVariables } from './constructs/kafka-connection.ts';
export { ExternalSecrets, type ExternalSecretsProps, type SecretDirectory } from './constructs/external-secrets.ts';
export { type CredentialBundle, credentialKeys } from './constructs/credential-keys.ts';
export { telemetry, type TelemetryProps } from './constructs/telemetry.ts';
export { type CloudIdentity } from './constructs/cloud-identity.ts';
export { type ManagedPostgresProps, type TlsFiles } from './constructs/postgres-managed.ts';
export { ImagePolicy } from './constructs/image-policy.ts';
export { ExternalEndpoint, type ExternalEndpointProps } from './constructs/external-endpoint.ts';
export { Files, type FilesProps } from './constructs/files.ts';

// Around them.
export { Exposure, type ExposureProps } from './constructs/exposure.ts';
export { Scrape, type ScrapeProps } from './constructs/scrape.ts';
export { type Alert, Alerts, type AlertsProps } from './constructs/alerts.ts';
export { workloadAlerts, type WorkloadAlertsProps } from './constructs/workload-alerts.ts';
export { type RequestMetrics } from './constructs/request-metrics.ts';
export { UptimeProbe, type UptimeProbeProps } from './constructs/uptime-probe.ts';
export { Dashboard, type DashboardProps } from './constructs/dashboard.ts';
export { Namespace } from './constructs/namespace.ts';
export { Quota, type QuotaProps } from './constructs/quota.ts';
export { Limits, type LimitsProps } from './constructs/limits.ts';
export { Isolation } from './constructs/isolation.ts';
export { ReleaseConfig } from './constructs/release-config.ts';
export { connect } from './constructs/edge.ts';

// What overlays may say.
export { checkWebWorkload, exposed, webWorkloadOverlay, webWorkloadShape } from './overlays/web-workload-overlay.ts';
export { checkCount, scaleOverlay, workloadShape } from './overlays/workload-overlay.ts';
export { resourcesOverlay, resourcesWith } from './overlays/resources-overlay.ts';
export { workerOverlay } from './overlays/worker-overlay.ts';
export { migratorOverlay } from './overlays/migrator-overlay.ts';
export { managedPostgresOverlay, postgresOverlay } from './overlays/postgres-overlay.ts';
export { redisOverlay } from './overlays/redis-overlay.ts';
export { kafkaOverlay } from './overlays/kafka-overlay.ts';
export { restoreDrillOverlay } from './overlays/restore-drill-overlay.ts';
export { scheduledJobOverlay } from './overlays/cron-job-overlay.ts';
export { quotaOverlay } from './overlays/quota-overlay.ts';
export { cloudIdentityOverlay } from './overlays/cloud-identity-overlay.ts';
export { credentialsOverlay, rotation, secretsOverlay } from './overlays/secrets-overlay.ts';

// Fields for values of a system's own: they know their domain and say what is allowed.
export { secretReference } from './overlays/field-secret-reference.ts';
export { imageDigest, imageName, imageReference } from './overlays/field-image.ts';
export { dnsLabel, hostName, objectName, variableName } from './overlays/field-name.ts';
export { cidr, endpoint, httpPath, httpsUrl, port } from './overlays/field-network.ts';
export { cpuQuantity, memoryQuantity, storageQuantity } from './overlays/field-quantity.ts';
export { duration, longDuration } from './overlays/field-duration.ts';
export { cronSchedule } from './overlays/field-cron.ts';
export { labels } from './overlays/field-label.ts';
export { percentage, podCount, wholeNumber } from './overlays/field-choice.ts';

// Errors that users can mend.
export { type Problem, UserError } from './kernel/problem.ts';
