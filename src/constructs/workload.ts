import { type Construct } from 'constructs';
import { Rollout as ArgoRollout } from '../../imports/argoproj.io/rollout.ts';
import { type ContainerPort, Deployment } from '../../imports/kubernetes.ts';
import { Autoscaler, type ScaleProps, checkScale } from './autoscaler.ts';
import { type CloudIdentity, checkIdentity, identityDependencies, identityPodLabels } from './cloud-identity.ts';
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
import { type Progressive } from './progressive.ts';
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
  /** The migrator that must have run before: its Job always has, and this says and checks so; its init container runs in these pods. @default none */
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
  /** Who its pods are in the cloud. @default nobody */
  readonly identity?: CloudIdentity | undefined;
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
  /** How Argo Rollouts brings in a new version. @default a Deployment does, pod by pod */
  readonly progressive?: Progressive | undefined;
}

/**
 * Adds what every long-running part consists of: ServiceAccount, Deployment or Rollout, budget,
 * autoscaler, edges and scrape. Nothing is added when a prop is wrong.
 */
export function addWorkload(scope: Construct, check: PropCheck, props: WorkloadProps, shape: WorkloadShape): void {
  const system = System.of(scope);
  const { name, image } = props;
  const startup = props.startup ?? withoutTimings(props.live);
  const first = props.after?.first;
  checkWorkload(check, system, props, shape, startup);
  const { lifecycle, terminationGracePeriodSeconds } = shutdown(system.target, props.shutdown ?? {}, shape.delaySeconds);
  const files = mountedFiles(check, props.files);
  const ports = containerPorts(check, { http: shape.port, metrics: props.metrics?.port, probes: { ready: shape.ready, live: props.live, startup: props.startup } });
  const version = { 'app.kubernetes.io/version': image.version };
  const template = podTemplate(check, system, {
    component: name,
    version: image.version,
    serviceAccount: name,
    labels: identityPodLabels(props.identity),
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
    initContainers: first?.containers,
    security: props.security,
    scratch: { ...first?.scratch, ...props.scratch },
    volumes: [...new Set([...files.volumes, ...(first?.volumes ?? [])])],
    spread: { ...props.spread, revisions: shape.progressive === undefined ? true : 'rollout' },
    nodePool: props.nodePool,
    priorityClass: priorityOf(check, system, props),
    terminationGracePeriodSeconds,
  });
  const replicas = replicasOf(check, props);
  check.throwIfAny();

  serviceAccount(scope, name, name, props.identity);
  const metadata = system.metadata({ name, component: name, wave: WAVE.workloads, labels: version, annotations: handoverAnnotation(props.scale) });
  const { strategy, ...pace } = rollout(withTime(props));
  const spec = { ...(replicas === undefined ? {} : { replicas }), ...pace, selector: { matchLabels: system.selector(name) }, template };
  if (shape.progressive === undefined) new Deployment(scope, 'deployment', { metadata, spec: { ...spec, strategy } });
  else {
    // Without progress in time the old version takes over again, instead of both waiting for a person.
    new ArgoRollout(scope, 'rollout', { metadata, spec: { ...spec, analysis: ANALYSES_KEPT, progressDeadlineAbort: true, strategy: shape.progressive.strategy } });
    shape.progressive.add(scope);
  }
  new DisruptionBudget(scope, 'budget', { component: name, maxUnavailable: props.maxUnavailable });
  if (props.scale !== undefined) new Autoscaler(scope, 'autoscaler', { component: name, scale: props.scale, ...(shape.progressive === undefined ? {} : { target: { ...ROLLOUT, name } }) });
  const served = servedPorts(system, props, ports);
  if (served.length > 0) addClusterService(scope, name, served);
  if (props.metrics !== undefined) addScrape(scope, name, props.metrics, ports, shape.progressive !== undefined);
  for (const dependency of new Set([...(props.uses ?? []), ...(first?.containers ?? []).flatMap(({ uses = [] }) => uses), ...identityDependencies(props.identity)])) connect(scope, name, dependency);
}

const ROLLOUT = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' } as const;

/** Analyses that are kept for people to read. */
const ANALYSES_KEPT = { successfulRunHistoryLimit: 1, unsuccessfulRunHistoryLimit: 3 } as const;

/** What others reach: requests, and metrics where somebody scrapes them, which goes through a Service. */
function servedPorts(system: System, { metrics }: WorkloadProps, ports: readonly ContainerPort[]): ContainerPort[] {
  const scraped = system.target.monitoring === undefined ? undefined : metrics?.port;
  return ports.filter(({ name, containerPort }) => name === 'http' || containerPort === scraped);
}

function addScrape(scope: Construct, component: string, { port, path }: MetricsProps, ports: readonly ContainerPort[], versions: boolean): void {
  const name = ports.find(({ containerPort }) => containerPort === port)!.name!;
  new Scrape(scope, 'scrape', { component, port: name, podPort: port, versions, ...(path === undefined ? {} : { path }) });
}

function checkWorkload(check: PropCheck, system: System, props: WorkloadProps, shape: WorkloadShape, startup: Probe): void {
  checkFormat(check, 'name', props.name, WORKLOAD_NAME);
  checkFormat(check, 'image.version', props.image.version, LABEL_VALUE);
  checkProbe(check.within('live'), props.live, 'liveness');
  if (props.startup !== undefined) checkProbe(check.within('startup'), props.startup, 'startup');
  checkShutdown(check.within('shutdown'), props.shutdown ?? {});
  checkIdentity(check, props.identity);
  // A probe that waits for the start-up probe adds its own first success to the start.
  checkRollout(check.within('rollout'), withTime(props), (props.after?.first?.seconds ?? 0) + patienceOf(startup, 'startup') + (shape.ready === undefined ? 0 : patienceOf(shape.ready, 'readiness')));
  if (props.maxUnavailable !== undefined) checkMaxUnavailable(check, 'maxUnavailable', props.maxUnavailable, props.scale?.min ?? props.replicas ?? 2);
  if (props.scale !== undefined) checkScale(check.within('scale'), props.scale);
  if (props.after !== undefined && System.of(props.after) !== system) {
    check.add('after', `the migrator belongs to another system, ${System.of(props.after).instance}`, { allowed: 'a migrator of the same system' });
  }
}

/** A pod that migrates first needs that much longer until it is ready. */
function withTime({ after, rollout: asked = {} }: WorkloadProps): RolloutProps {
  if (after?.first === undefined || asked.progressDeadlineSeconds !== undefined) return asked;
  return { ...asked, progressDeadlineSeconds: rollout(asked).progressDeadlineSeconds + after.first.seconds };
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
