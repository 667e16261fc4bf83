import { type Target } from './target.ts';

/** What a mesh must know about a pod before it starts. */
export interface MeshPodProps {
  /** Whether the pod ends by itself, as a Job's does. */
  readonly ends: boolean;
  /** Seconds that its containers go on serving after they were told to end. */
  readonly delaySeconds: number;
}

/** What a pod template says to the mesh. */
export interface MeshPod {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Scratch volumes that the injector adds; like our own they hold nothing that a node must be kept for. */
  readonly volumes: readonly string[];
}

/** Whether a pod joins the mesh: one that ends by itself only beside a proxy that ends, too. */
export function joinsMesh({ mesh, nativeSidecars }: Pick<Target, 'mesh' | 'nativeSidecars'>, { ends }: Pick<MeshPodProps, 'ends'>): boolean {
  return mesh !== 'none' && (nativeSidecars || !ends);
}

/**
 * How a pod joins the target's mesh or stays out of it. It is the pod template that says so, not the
 * Namespace: a template that changes is rolled out in its wave, is seen in the diff and goes back with
 * a rollback, whereas a Namespace's label takes pods in one by one, whenever they happen to restart,
 * and takes in the pods of operators, whose jobs then never end.
 *
 * The restricted Pod Security Standard admits no container that sets up the network, so the cluster
 * needs the mesh's CNI plugin (istio-cni, linkerd-cni).
 *
 * A program starts after its proxy and ends before it. Native sidecars do so by themselves; of an
 * ordinary one it is asked: hold the program until the proxy is ready, and outlast the program's delay.
 * Probes: Istio's injector points them at its agent, which asks the program from inside of the pod, so
 * strict mTLS does not stop the kubelet; Linkerd lets the paths of a pod's own HTTP probes in, and
 * answers a TCP probe itself.
 *
 * @see https://istio.io/latest/docs/setup/additional-setup/cni/
 * @see https://istio.io/latest/docs/ops/configuration/mesh/app-health-check/
 * @see https://linkerd.io/2/features/cni/
 * @see https://linkerd.io/2/reference/proxy-configuration/
 * @see https://github.com/linkerd/linkerd2/blob/main/policy-controller/k8s/index/src/inbound/workload.rs
 */
export function meshPod(target: Pick<Target, 'mesh' | 'nativeSidecars'>, props: MeshPodProps): MeshPod {
  const joins = joinsMesh(target, props);
  switch (target.mesh) {
    case 'none':
      return { labels: {}, annotations: {}, volumes: [] };
    case 'istio':
      // By label, which the injector's webhook selects by; the annotation of the same name is deprecated.
      return joins
        ? { labels: { 'sidecar.istio.io/inject': 'true' }, annotations: istioProxy(target.nativeSidecars, props.delaySeconds), volumes: ISTIO_VOLUMES }
        : { labels: { 'sidecar.istio.io/inject': 'false' }, annotations: {}, volumes: [] };
    case 'linkerd':
      return joins
        ? { labels: {}, annotations: linkerdProxy(target.nativeSidecars, props.delaySeconds), volumes: [] }
        : { labels: {}, annotations: { 'linkerd.io/inject': 'disabled' }, volumes: [] };
  }
}

/** Seconds in which connections that the program has finished are closed. */
const MARGIN = 5;

/** Written out, so that the namespace's quota is known to suffice; without a CPU limit, as programs are. */
const PROXY = { cpu: '100m', memory: '128Mi', memoryLimit: '512Mi' };

/** Those of the injector's volumes that lie on the node's disk. */
const ISTIO_VOLUMES = ['credential-socket', 'istio-data', 'workload-certs', 'workload-socket'];

function istioProxy(native: boolean, delaySeconds: number): Record<string, string> {
  return {
    ...(native ? {} : { 'proxy.istio.io/config': ordinaryIstioProxy(delaySeconds) }),
    // Said either way: from 1.27 on, native is what istiod makes by itself.
    'sidecar.istio.io/nativeSidecar': String(native),
    'sidecar.istio.io/proxyCPU': PROXY.cpu,
    'sidecar.istio.io/proxyMemory': PROXY.memory,
    'sidecar.istio.io/proxyMemoryLimit': PROXY.memoryLimit,
    'sidecar.istio.io/rewriteAppHTTPProbers': 'true',
  };
}

/** @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#ProxyConfig */
function ordinaryIstioProxy(delaySeconds: number): string {
  return JSON.stringify({
    holdApplicationUntilProxyStarts: true,
    proxyMetadata: { EXIT_ON_ZERO_ACTIVE_CONNECTIONS: 'true', MINIMUM_DRAIN_DURATION: `${delaySeconds + MARGIN}s` },
  });
}

/**
 * What Linkerd calls native sidecars: `alpha` from 2.15 on, `beta` from 2.19 on, plain from 2.20 on. Each
 * version passes over names that it does not know. They are said to be off as well as on, because 2.20 has
 * them on by default, and its injector refuses a pod that has both them and a wait before the exit.
 *
 * @see https://github.com/linkerd/linkerd2/pull/14587
 * @see https://github.com/linkerd/linkerd2/pull/15267
 */
const LINKERD_NATIVE = ['config.alpha.linkerd.io', 'config.beta.linkerd.io', 'config.linkerd.io'].map((prefix) => `${prefix}/proxy-enable-native-sidecar`);

function linkerdProxy(native: boolean, delaySeconds: number): Record<string, string> {
  return {
    ...Object.fromEntries(LINKERD_NATIVE.map((name) => [name, String(native)])),
    ...(native ? {} : { 'config.alpha.linkerd.io/proxy-wait-before-exit-seconds': String(delaySeconds + MARGIN), 'config.linkerd.io/proxy-await': 'enabled' }),
    // Read once, when the pod is made: anything narrower would shut out callers of the running release
    // that are not in the mesh yet. Servers close each port, in the last wave.
    'config.linkerd.io/default-inbound-policy': 'all-unauthenticated',
    'config.linkerd.io/proxy-cpu-request': PROXY.cpu,
    'config.linkerd.io/proxy-memory-limit': PROXY.memoryLimit,
    'config.linkerd.io/proxy-memory-request': PROXY.memory,
    'linkerd.io/inject': 'enabled',
  };
}
