import { type Container, type ContainerPort, type PodTemplateSpec, type Volume, type VolumeMount } from '../../imports/kubernetes.ts';
import { quoted } from '../kernel/problem.ts';
import { containerSecurity } from './container-security.ts';
import { type EnvironmentContract, noteContract } from './environment-contract.ts';
import { type EnvironmentProps, envVars, environment } from './environment.ts';
import { Mesh } from './mesh.ts';
import { type MeshPod, joinsMesh, meshPod } from './mesh-pod.ts';
import { nodePlacement } from './node-placement.ts';
import { type PodSecurityProps, checkPodSecurity, podSecurity } from './pod-security.ts';
import { type PropCheck } from './prop-check.ts';
import { type ResourcesProps, resources } from './resources.ts';
import { type Scratch, checkScratchFits, scratchVolumes } from './scratch.ts';
import { secretFiles } from './secret-files.ts';
import { type SpreadProps, spread } from './spread.ts';
import { type System } from './system.ts';
import { type Variables } from './variable.ts';

/** A container of a pod. */
export interface ContainerProps extends EnvironmentProps {
  readonly name: string;
  /** Pinned by digest. */
  readonly image: string;
  /** @default the image's own */
  readonly command?: readonly string[] | undefined;
  /** @default the image's own */
  readonly args?: readonly string[] | undefined;
  /** What the program requires of its environment. @default nothing is checked */
  readonly contract?: EnvironmentContract | undefined;
  readonly ports?: readonly ContainerPort[] | undefined;
  readonly resources?: ResourcesProps | undefined;
  /** Volumes of the pod, or of a StatefulSet's claims, that this container sees. */
  readonly mounts?: readonly VolumeMount[] | undefined;
  /** Probes and lifecycle, as the API takes them. */
  readonly runtime?: Pick<Container, 'startupProbe' | 'readinessProbe' | 'livenessProbe' | 'lifecycle'> | undefined;
}

/** What a pod is made from. */
export interface PodTemplateProps {
  readonly component: string;
  /** Version that labels the pods. @default no label */
  readonly version?: string | undefined;
  readonly serviceAccount: string;
  /** At least one; names are unique. */
  readonly containers: readonly ContainerProps[];
  /** Run before the containers, one after the other. @default none */
  readonly initContainers?: readonly ContainerProps[] | undefined;
  /** @default 'Always' */
  readonly restartPolicy?: 'Always' | 'Never' | undefined;
  /** Labels beyond the common ones, never selected by. @default none */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** @default none */
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  readonly security?: PodSecurityProps | undefined;
  /** Writable directories of every container; `/tmp` is always there. */
  readonly scratch?: Scratch | undefined;
  /** Volumes that containers mount by name. @default none */
  readonly volumes?: readonly Volume[] | undefined;
  /** How the pods are kept apart; absent: not at all, as for a Job. */
  readonly spread?: (SpreadProps & { readonly revisions: boolean | 'rollout' }) | undefined;
  /** Node pool of the target. @default any node without taints */
  readonly nodePool?: string | undefined;
  /** Name of a PriorityClass. @default the cluster's default */
  readonly priorityClass?: string | undefined;
  /** Seconds between SIGTERM and SIGKILL. @default 30 */
  readonly terminationGracePeriodSeconds?: number | undefined;
}

/**
 * The one place where pods are made, for Deployments, StatefulSets and Jobs alike: restricted,
 * without API token, on a read-only root, with every variable inline and every secret file
 * read-only. When a Secret's content must restart pods, the Secret gets a new (hashed) name, which
 * changes the template by itself; no checksum annotation is needed.
 *
 * Edges of the component are drawn after its template is made: it tells them whether its pods are in
 * the mesh, and as whom they call.
 */
export function podTemplate(check: PropCheck, system: System, props: PodTemplateProps): PodTemplateSpec {
  const containers = [...(props.initContainers ?? []), ...props.containers];
  const scratch = scratchVolumes(check.within('scratch'), props.scratch);
  const files = secretFiles(check, containers.flatMap(({ uses }) => uses ?? []));
  checkPodSecurity(check.within('security'), props.security ?? {});
  unique(check, 'the container', containers.map(({ name }) => name));
  for (const container of containers) noteContract(system, props.component, { ...container, defaults: defaultsOf(container) });
  const make = (container: ContainerProps): Container => containerOf(check, container, [...scratch.mounts, ...files.mountsFor(container.uses ?? [])]);
  const volumes = [...scratch.volumes, ...files.volumes, ...(props.volumes ?? [])];
  unique(check, 'the volume', volumes.map(({ name }) => name));
  const made = props.containers.map(make);
  checkScratchFits(check.within('resources'), props.scratch, made.map(({ resources: { limits = {} } = {} }) => String(limits['ephemeral-storage'])));
  const { revisions = false, ...spreadProps } = props.spread ?? {};
  const mesh = joinMesh(check, system, props);
  return {
    metadata: {
      ...annotationsOf(props, scratch.volumes, mesh),
      labels: { ...system.podLabels(props.component, props.version), ...mesh.labels, ...props.labels },
    },
    spec: {
      ...(props.spread === undefined
        ? {}
        : spread(check.within('spread'), system.target, spreadProps, { selector: system.selector(props.component), revisions })),
      automountServiceAccountToken: false,
      containers: made,
      enableServiceLinks: false,
      ...(props.initContainers === undefined || props.initContainers.length === 0 ? {} : { initContainers: props.initContainers.map(make) }),
      ...nodePlacement(check, system.target, props.nodePool),
      ...(props.priorityClass === undefined ? {} : { priorityClassName: props.priorityClass }),
      restartPolicy: props.restartPolicy ?? 'Always',
      securityContext: podSecurity(props.security),
      serviceAccountName: props.serviceAccount,
      terminationGracePeriodSeconds: props.terminationGracePeriodSeconds ?? 30,
      volumes: sorted(volumes, ({ name }) => name),
    },
  };
}

/** A read-only root leaves no home to write to, and tools such as pnpm fail without one. */
function defaultsOf({ defaults }: ContainerProps): Variables {
  return { HOME: '/tmp', ...defaults };
}

function containerOf(check: PropCheck, props: ContainerProps, shared: readonly VolumeMount[]): Container {
  const mounts = [...shared, ...(props.mounts ?? [])];
  unique(check, 'the directory', mounts.map(({ mountPath }) => mountPath));
  unique(check, 'the port name', (props.ports ?? []).map(({ name }) => name ?? ''));
  const variables = environment(check, { ...props, defaults: defaultsOf(props) });
  return {
    ...(props.args === undefined || props.args.length === 0 ? {} : { args: props.args }),
    ...(props.command === undefined || props.command.length === 0 ? {} : { command: props.command }),
    env: envVars(variables),
    image: props.image,
    // A digest names one content for ever. Asking the registry at every start would only let a
    // registry that is down keep pods from restarting.
    imagePullPolicy: 'IfNotPresent',
    name: props.name,
    ...(props.ports === undefined || props.ports.length === 0 ? {} : { ports: props.ports }),
    resources: resources(check.within('resources'), props.resources),
    securityContext: containerSecurity(),
    // A failed hook or a crash loop then says why in its status, where Argo CD and kubectl show it.
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: sorted(mounts, ({ mountPath }) => mountPath),
    ...props.runtime,
  };
}

/** Says to the mesh what it must know, and to the edges of the component whether its pods are in it. */
function joinMesh(check: PropCheck, system: System, { component, serviceAccount, containers, initContainers = [], restartPolicy }: PodTemplateProps): MeshPod {
  const { target } = system;
  const pod = { ends: restartPolicy === 'Never', delaySeconds: Math.max(0, ...containers.map(delayOf)) };
  const joins = joinsMesh(target, pod);
  if (joins && !target.nativeSidecars && initContainers.some(({ uses = [] }) => uses.some(({ endpoints }) => endpoints.length > 0))) {
    check.add('', 'an init container uses the network, and the proxy of the mesh starts after it', {
      allowed: 'a mesh with native sidecars, or a Job',
      fix: 'nativeSidecars: true in overlays/environments.yaml',
    });
  }
  const mesh = Mesh.of(system);
  mesh?.add(component, { serviceAccount, joins, ports: containers.flatMap(({ ports = [] }) => ports.filter(({ protocol }) => protocol !== 'UDP').map(({ containerPort }) => containerPort)) });
  const said = meshPod(target, pod);
  return joins ? { ...said, labels: { ...said.labels, ...mesh?.podLabels(component) } } : said;
}

/** Seconds that a container goes on serving after its pod was told to end. */
function delayOf({ runtime }: ContainerProps): number {
  const preStop = runtime?.lifecycle?.preStop;
  return preStop?.sleep?.seconds ?? Number(/^\d+$/.exec(preStop?.exec?.command?.[1] ?? '')?.[0] ?? 0);
}

/**
 * A node autoscaler takes an emptyDir for data and would keep the node of every such pod for ever.
 * Scratch directories hold none, so it may move the pod; the budget is still kept.
 *
 * @see https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/FAQ.md
 */
function annotationsOf({ annotations, restartPolicy }: PodTemplateProps, scratch: readonly Volume[], mesh: MeshPod): { annotations?: Readonly<Record<string, string>> } {
  const local = [...scratch.map(({ name }) => name), ...mesh.volumes];
  const movable = restartPolicy === 'Never' ? {} : { 'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes': local.join(',') };
  const all = { ...movable, ...mesh.annotations, ...annotations };
  return Object.keys(all).length === 0 ? {} : { annotations: all };
}

function unique(check: PropCheck, what: string, names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) check.add('', `${what} ${quoted(name)} is there twice`, { allowed: 'each once', fix: 'rename or remove one of them' });
    seen.add(name);
  }
}

function sorted<T>(items: readonly T[], by: (item: T) => string): T[] {
  return [...items].sort((a, b) => (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : 0));
}
