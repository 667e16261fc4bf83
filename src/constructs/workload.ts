import { type Construct } from 'constructs';
import { type ContainerPort, Deployment } from '../../imports/kubernetes.ts';
import { Autoscaler, type ScaleProps, checkScale } from './autoscaler.ts';
import { WORKLOAD_NAME } from './component-name.ts';
import { addClusterService } from './cluster-service.ts';
import { containerPorts } from './container-ports.ts';
import { type Dependency } from './dependency.ts';
import { DisruptionBudget, checkMaxUnavailable } from './disruption-budget.ts';
import { connect } from './edge.ts';
import { type EnvironmentContract } from './environment-contract.ts';
import { type Files } from './files.ts';
import { LABEL_VALUE } from './label-value.ts';
import { mountedFiles } from './mounted-files.ts';
import { type Migrator } from './migrator.ts';
import { type PodSecurityProps } from './pod-security.ts';
import { podTemplate } from './pod-template.ts';
import { type Probe, apiProbe, checkProbe, patienceOf, withoutTimings } from './probe.ts';
import { priorityOf } from './priority-class.ts';
import { type PropCheck } from './prop-check.ts';
import { checkFormat } from './prop-format.ts';
import { type PinnedImage } from './release.ts';
import { type ResourcesProps } from './resources.ts';
import { type RolloutProps, checkRollout, rollout } from './rollout.ts';
import { Scrape } from './scrape.ts';
import { type Scratch } from './scratch.ts';
import { serviceAccount } from './service-account.ts';
import { type ShutdownProps, checkShutdown, shutdown } from './shutdown.ts';
import { type SpreadProps } from './spread.ts';
import { System } from './system.ts';
import { type Variables } from './variable.ts';
import { WAVE } from './wave.ts';

/** What every long-running part of a system is made from. */
export interface WorkloadProps {
  /** The component, and what its objects are called: `app`. */
  readonly name: string;
  /** Image of the release: `system.image('app')`. */
  readonly image: PinnedImage;
  /** When the kubelet restarts it. Never the same question as readiness. */
  readonly live: Probe;
  /** Until when the other probes wait. @default what liveness asks, for up to two minutes */
  readonly startup?: Probe | undefined;
  /** @default the image's own */
  readonly command?: readonly string[] | undefined;
  /** @default the image's own */
  readonly args?: readonly string[] | undefined;
  /** Plain settings, inline: each revision keeps its own. `RELEASE` is set already. @default none */
  readonly env?: Variables | undefined;
  /** What the program requires of its environment. @default nothing is checked */
  readonly contract?: EnvironmentContract | undefined;
  /** What it uses: variables, secret files and network edges come from here. @default nothing */
  readonly uses?: readonly Dependency[] | undefined;
  /** The migrator that must have run before; it always has, and this says and checks so. @default none */
  readonly after?: Migrator | undefined;
  /** How many pods, where nothing scales them. @default 2 */
  readonly replicas?: number | undefined;
  /** Scale between bounds instead. @default a fixed number of replicas */
  readonly scale?: ScaleProps | undefined;
  readonly resources?: ResourcesProps | undefined;
  /** Pods that a drain may take at once: `1`, `'25%'`; never all of them, but for a single one. @default 1 */
  readonly maxUnavailable?: number | string | undefined;
  readonly spread?: SpreadProps | undefined;
  /** Node pool of the target. @default any node without taints */
  readonly nodePool?: string | undefined;
  /** A PriorityClass of the system, by the name it was made with: `high`. @default the cluster's default */
  readonly priority?: string | undefined;
  /** A PriorityClass by its whole name, where the cluster brings it. @default the cluster's default */
  readonly priorityClass?: string | undefined;
  readonly rollout?: RolloutProps | undefined;
  readonly shutdown?: ShutdownProps | undefined;
  readonly security?: PodSecurityProps | undefined;
  /** Writable directories beside `/tmp`, and their sizes. @default /tmp alone */
  readonly scratch?: Scratch | undefined;
  /** Files of a ConfigMap by the directory they are mounted at, read-only. @default none */
  readonly files?: Readonly<Record<string, Files>> | undefined;
  /** Where Prometheus scrapes. @default nothing is scraped */
  readonly metrics?: MetricsProps | undefined;
}

/** Where a workload serves its metrics. */
export interface MetricsProps {
  readonly port: number;
  /** @default '/metrics' */
  readonly path?: string | undefined;
}

/** What sets one sort of workload apart from another. */
export interface WorkloadShape {
  /** Port that serves requests. */
  readonly port?: number | undefined;
  readonly ready?: Probe | undefined;
  /** Seconds between leaving the load balancers and SIGTERM. */
  readonly delaySeconds: number;
}

/**
 * Adds what every long-running part consists of: ServiceAccount, Deployment, budget, autoscaler,
 * edges and scrape. Nothing is added when a prop is wrong.
 */
export function addWorkload(scope: Construct, check: PropCheck, props: WorkloadProps, shape: WorkloadShape): void {
  const system = System.of(scope);
  const { name, image } = props;
  const startup = props.startup ?? withoutTimings(props.live);
  checkWorkload(check, system, props, shape, startup);
  const { lifecycle, terminationGracePeriodSeconds } = shutdown(system.target, props.shutdown ?? {}, shape.delaySeconds);
  const files = mountedFiles(check, props.files);
  const ports = containerPorts(check, { http: shape.port, metrics: props.metrics?.port, probes: { ready: shape.ready, live: props.live, startup: props.startup } });
  const version = { 'app.kubernetes.io/version': image.version };
  const template = podTemplate(check, system, {
    component: name,
    version: image.version,
    serviceAccount: name,
    containers: [
      {
        name,
        image: image.reference,
        command: props.command,
        args: props.args,
        uses: props.uses,
        env: props.env,
        contract: props.contract,
        fixed: { RELEASE: image.version },
        ports,
        resources: props.resources,
        mounts: files.mounts,
        runtime: {
          ...probe('startupProbe', startup, 'startup'),
          ...probe('readinessProbe', shape.ready, 'readiness'),
          ...probe('livenessProbe', props.live, 'liveness'),
          ...(lifecycle === undefined ? {} : { lifecycle }),
        },
      },
    ],
    security: props.security,
    scratch: props.scratch,
    volumes: files.volumes,
    spread: { ...props.spread, revisions: true },
    nodePool: props.nodePool,
    priorityClass: priorityOf(check, system, props),
    terminationGracePeriodSeconds,
  });
  const replicas = replicasOf(check, props);
  check.throwIfAny();

  serviceAccount(scope, name, name);
  new Deployment(scope, 'deployment', {
    metadata: system.metadata({ name, component: name, wave: WAVE.workloads, labels: version, annotations: handoverAnnotation(props.scale) }),
    spec: {
      ...(replicas === undefined ? {} : { replicas }),
      ...rollout(props.rollout),
      selector: { matchLabels: system.selector(name) },
      template,
    },
  });
  new DisruptionBudget(scope, 'budget', { component: name, maxUnavailable: props.maxUnavailable });
  if (props.scale !== undefined) new Autoscaler(scope, 'autoscaler', { component: name, scale: props.scale });
  const served = servedPorts(system, props, ports);
  if (served.length > 0) addClusterService(scope, name, served);
  if (props.metrics !== undefined) addScrape(scope, name, props.metrics, ports);
  for (const dependency of new Set(props.uses)) connect(scope, name, dependency);
}

/** What others reach: requests, and metrics where somebody scrapes them, which goes through a Service. */
function servedPorts(system: System, { metrics }: WorkloadProps, ports: readonly ContainerPort[]): ContainerPort[] {
  const scraped = system.target.monitoring === undefined ? undefined : metrics?.port;
  return ports.filter(({ name, containerPort }) => name === 'http' || containerPort === scraped);
}

function addScrape(scope: Construct, component: string, { port, path }: MetricsProps, ports: readonly ContainerPort[]): void {
  const name = ports.find(({ containerPort }) => containerPort === port)!.name!;
  new Scrape(scope, 'scrape', { component, port: name, podPort: port, ...(path === undefined ? {} : { path }) });
}

function checkWorkload(check: PropCheck, system: System, props: WorkloadProps, shape: WorkloadShape, startup: Probe): void {
  checkFormat(check, 'name', props.name, WORKLOAD_NAME);
  checkFormat(check, 'image.version', props.image.version, LABEL_VALUE);
  checkProbe(check.within('live'), props.live, 'liveness');
  if (props.startup !== undefined) checkProbe(check.within('startup'), props.startup, 'startup');
  checkShutdown(check.within('shutdown'), props.shutdown ?? {});
  // A probe that waits for the start-up probe adds its own first success to the start.
  checkRollout(check.within('rollout'), props.rollout ?? {}, patienceOf(startup, 'startup') + (shape.ready === undefined ? 0 : patienceOf(shape.ready, 'readiness')));
  if (props.maxUnavailable !== undefined) checkMaxUnavailable(check, 'maxUnavailable', props.maxUnavailable, props.scale?.min ?? props.replicas ?? 2);
  if (props.scale !== undefined) checkScale(check.within('scale'), props.scale);
  if (props.after !== undefined && System.of(props.after) !== system) {
    check.add('after', `the migrator belongs to another system, ${System.of(props.after).instance}`, { allowed: 'a migrator of the same system' });
  }
}

/** Tells checks that the count beside an autoscaler is meant. */
function handoverAnnotation(scale: ScaleProps | undefined): Record<string, string> {
  return scale?.handover === true ? { 'slipway.dev/handover': 'true' } : {};
}

/** The rendered count: none where an autoscaler owns it, because every sync would set it back. */
function replicasOf(check: PropCheck, { replicas, scale }: WorkloadProps): number | undefined {
  check.range('replicas', replicas, 0, 1000);
  if (scale === undefined) return replicas ?? 2;
  if (scale.handover === true) {
    if (replicas === undefined) {
      check.add('replicas', 'a handover keeps the number of replicas, and none is given', {
        allowed: 'the number that runs now',
        fix: `replicas: ${scale.min}`,
      });
    }
    return replicas;
  }
  if (replicas !== undefined) {
    check.add('replicas', `${replicas} replicas are asked for, and an autoscaler that sets them`, {
      allowed: 'one of the two; both only in the release that turns the autoscaler on',
      fix: 'scale: { handover: true }',
    });
  }
  return undefined;
}

function probe(field: 'startupProbe' | 'readinessProbe' | 'livenessProbe', asked: Probe | undefined, role: 'startup' | 'readiness' | 'liveness') {
  const rendered = asked === undefined ? undefined : apiProbe(asked, role, 'http');
  return rendered === undefined ? {} : { [field]: rendered };
}
