import { type Manifest } from '../src/kernel/manifest.ts';

/** A mistake in the objects of a pair, and the rule that must find it. */
export interface Fault {
  /** What must hold, in words. */
  readonly requirement: string;
  /** Id of the rule. */
  readonly rule: string;
  /** Only an error stops a render; that there are no warnings either is for `rendered.test.ts` to see. @default 'error' */
  readonly severity?: 'warning';
  /** The objects with the mistake in them; undefined where there is nothing to make it with. May change what it gets. */
  plant(manifests: Manifest[]): Manifest[] | undefined;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- faults are planted wherever they fit
type Loose = any;

const WAVE = 'argocd.argoproj.io/sync-wave';
const HOOK = 'argocd.argoproj.io/hook';

/** Changes the first object that something can be changed in. */
function first(change: (manifest: Loose) => boolean | void, ...kinds: readonly string[]): Fault['plant'] {
  return (manifests) => {
    for (const manifest of manifests) if ((kinds.length === 0 || kinds.includes(manifest.kind)) && change(manifest) !== false) return manifests;
    return undefined;
  };
}

/** Changes the pod of the first workload or Job, and its first container. */
function pod(change: (spec: Loose, container: Loose) => boolean | void): Fault['plant'] {
  return first(({ spec }) => change(spec.template.spec, spec.template.spec.containers[0]), 'Deployment', 'StatefulSet', 'Rollout', 'Job');
}

/** Changes the migrator or another hook Job. */
function hook(change: (job: Loose) => void): Fault['plant'] {
  return first((job) => (job.metadata.annotations?.[HOOK] === undefined ? false : change(job)), 'Job');
}

const secured = (change: (context: Loose) => void): Fault['plant'] => pod((_spec, container) => change((container.securityContext ??= {})));

/** What must hold of everything that is rendered, each with a mistake against it. */
export const FAULTS: readonly Fault[] = [
  // Canonical form.
  { requirement: 'no null', rule: 'no-null', plant: first((manifest) => void (manifest.metadata.labels = null)) },
  { requirement: 'no empty value', rule: 'no-empty-value', severity: 'warning', plant: pod((spec) => void (spec.affinity = {})) },
  { requirement: 'no status', rule: 'no-status', plant: first((manifest) => void (manifest.status = { ready: true })) },
  { requirement: 'nothing that the server writes', rule: 'no-server-metadata', plant: first((manifest) => void (manifest.metadata.creationTimestamp = '2026-01-01T00:00:00Z')) },
  { requirement: 'nothing that the cluster assigns', rule: 'no-cluster-assigned-field', plant: first(({ spec }) => void (spec.clusterIP = '10.0.0.1'), 'Service') },
  { requirement: 'canonical quantities', rule: 'quantity-is-canonical', plant: pod((_spec, container) => void (container.resources.requests.cpu = '0.5')) },
  { requirement: 'strings in quotes', rule: 'string-is-string', plant: pod((_spec, container) => void ((container.env ??= []).push({ name: 'PLANTED', value: 5 }))) },
  { requirement: 'lists without two of one key', rule: 'list-key-is-unique', plant: pod((spec) => void spec.containers.push(structuredClone(spec.containers[0]))) },
  { requirement: 'ports with their protocol', rule: 'port-has-protocol', plant: first(({ spec }) => void delete spec.ports[0].protocol, 'Service') },
  { requirement: 'defaults of list elements written out', rule: 'element-default-is-explicit', plant: first(({ spec }) => void delete spec.rules[0].backendRefs[0].weight, 'HTTPRoute') },
  { requirement: 'versions that the cluster serves', rule: 'api-version-is-served', plant: first((manifest) => void (manifest.apiVersion = 'policy/v1beta1'), 'PodDisruptionBudget') },
  { requirement: 'names that Kubernetes takes', rule: 'name-is-valid', plant: first((manifest) => void (manifest.metadata.name = 'Not_A_Name')) },
  { requirement: 'a namespace where there must be one', rule: 'namespace-fits-scope', plant: first((manifest) => void delete manifest.metadata.namespace, 'Service') },
  { requirement: 'no tracking', rule: 'no-tracking-annotation', plant: first((manifest) => void ((manifest.metadata.annotations ??= {})['argocd.argoproj.io/tracking-id'] = 'x')) },
  { requirement: 'no count beside an autoscaler', rule: 'no-replicas-under-autoscaler', plant: (manifests) => withReplicas(manifests) },
  { requirement: 'one object for each identity', rule: 'one-object-per-identity', plant: (manifests) => [...manifests, structuredClone(manifests[0]!)] },
  { requirement: 'no Secret object', rule: 'no-secret-object', plant: (manifests) => [...manifests, { apiVersion: 'v1', kind: 'Secret', metadata: { ...structuredClone(manifests.at(-1)!.metadata), name: 'planted' }, stringData: { a: 'b' } }] },
  // The rules of waves and hooks.
  { requirement: 'R1: Jobs that run once are hooks', rule: 'job-is-hook', plant: hook((job) => void delete job.metadata.annotations[HOOK]) },
  { requirement: 'R1: hooks run in the phase Sync', rule: 'hook-runs-in-sync-phase', plant: hook((job) => void (job.metadata.annotations[HOOK] = 'PreSync')) },
  { requirement: 'R1: hooks are made anew', rule: 'hook-is-recreated', plant: hook((job) => void (job.metadata.annotations[`${HOOK}-delete-policy`] = 'HookSucceeded')) },
  { requirement: 'R2: one stage after the other', rule: 'wave-order', plant: first((manifest) => void (manifest.metadata.annotations[WAVE] = '9'), 'Deployment', 'Rollout') },
  { requirement: 'R3: what others need is no hook', rule: 'prerequisite-is-no-hook', plant: first((manifest) => void ((manifest.metadata.annotations ??= {})[HOOK] = 'Sync'), 'ServiceAccount') },
  { requirement: 'R4: every name is rendered', rule: 'reference-resolves', plant: (manifests) => manifests.filter(({ kind }) => kind !== 'ServiceAccount') },
  { requirement: 'R4: in a lower wave', rule: 'reference-in-lower-wave', plant: first((manifest) => void (manifest.metadata.annotations[WAVE] = '9'), 'ServiceAccount') },
  { requirement: 'R5: waves are whole numbers', rule: 'wave-is-integer', plant: first((manifest) => void (manifest.metadata.annotations[WAVE] = '1.5'), 'ServiceAccount') },
  { requirement: 'R6: no generated names', rule: 'no-generate-name', plant: first((manifest) => void (manifest.metadata.generateName = 'x-')) },
  { requirement: 'R7: hashed ConfigMaps are files', rule: 'hashed-config-map-is-mounted', plant: fromHashedConfigMap },
  { requirement: 'R8: hook Jobs have a deadline', rule: 'hook-job-has-deadline', plant: hook((job) => void delete job.spec.activeDeadlineSeconds) },
  { requirement: 'R8: hook Jobs never restart', rule: 'hook-job-never-restarts', plant: hook((job) => void (job.spec.template.spec.restartPolicy = 'OnFailure')) },
  { requirement: 'R8: hook Jobs retry little', rule: 'hook-job-retries-little', plant: hook((job) => void (job.spec.backoffLimit = 6)) },
  { requirement: 'R8: hook Jobs have accounts of their own', rule: 'hook-job-has-own-account', plant: hook((job) => void delete job.spec.template.spec.serviceAccountName) },
  { requirement: 'R9: images are those of the release', rule: 'image-is-of-release', plant: pod((_spec, container) => (/^ghcr\.io\/acme\/(?!probe)/.test(container.image) ? void (container.image = container.image.replace(/@sha256:.*/, `@sha256:${'0'.repeat(64)}`)) : false)) },
  { requirement: 'R10: no hooks of Helm', rule: 'no-helm-hook', plant: first((manifest) => void ((manifest.metadata.annotations ??= {})['helm.sh/hook'] = 'pre-install')) },
  { requirement: 'R11: exposure in the last wave', rule: 'exposure-in-last-wave', plant: first((manifest) => (manifest.metadata.annotations[WAVE] === '2' ? void (manifest.metadata.annotations[WAVE] = '-5') : false), 'Ingress', 'HTTPRoute', 'Gateway') },
  { requirement: 'R12: what changes its name can be pruned', rule: 'hashed-object-is-prunable', plant: first((manifest) => (/-[0-9a-f]{10}$/.test(manifest.metadata.name) ? void ((manifest.metadata.annotations ??= {})['argocd.argoproj.io/sync-options'] = 'Prune=false') : false), 'ExternalSecret', 'ConfigMap') },
  { requirement: 'R13: a claim in the wave of its pod', rule: 'claim-in-wave-of-pod', plant: withEarlyClaim },
  // Pods.
  { requirement: 'restricted: nothing privileged', rule: 'no-privileged-container', plant: secured((context) => void (context.privileged = true)) },
  { requirement: 'restricted: no more privileges than at the start', rule: 'no-privilege-escalation', plant: secured((context) => void (context.allowPrivilegeEscalation = true)) },
  { requirement: 'restricted: no capabilities', rule: 'capabilities-are-dropped', plant: secured((context) => void delete context.capabilities) },
  { requirement: 'restricted: none added', rule: 'added-capabilities-are-default', plant: secured((context) => void ((context.capabilities ??= {}).add = ['SYS_ADMIN'])) },
  { requirement: 'restricted: not as root', rule: 'no-root-user', plant: secured((context) => void (context.runAsUser = 0)) },
  { requirement: 'restricted: and it is said', rule: 'runs-as-non-root', plant: pod((spec, container) => (delete spec.securityContext?.runAsNonRoot, void delete container.securityContext?.runAsNonRoot)) },
  { requirement: 'restricted: system calls confined', rule: 'seccomp-is-confined', plant: secured((context) => void (context.seccompProfile = { type: 'Unconfined' })) },
  { requirement: 'restricted: and it is said, too', rule: 'seccomp-profile-is-set', plant: pod((spec, container) => (delete spec.securityContext?.seccompProfile, void delete container.securityContext?.seccompProfile)) },
  { requirement: 'restricted: AppArmor is on', rule: 'app-armor-is-on', plant: secured((context) => void (context.appArmorProfile = { type: 'Unconfined' })) },
  { requirement: 'restricted: SELinux as it is', rule: 'se-linux-is-confined', plant: secured((context) => void (context.seLinuxOptions = { type: 'spc_t' })) },
  { requirement: 'restricted: /proc as it is', rule: 'proc-mount-is-default', plant: secured((context) => void (context.procMount = 'Unmasked')) },
  { requirement: 'restricted: no namespace of the host', rule: 'no-host-namespaces', plant: pod((spec) => void (spec.hostNetwork = true)) },
  { requirement: 'restricted: no path of the host', rule: 'no-host-path', plant: pod((spec) => void (spec.volumes ??= []).push({ name: 'planted', hostPath: { path: '/', type: 'Directory' } })) },
  { requirement: 'restricted: no port of the host', rule: 'no-host-port', plant: pod((_spec, container) => void (container.ports ??= []).push({ containerPort: 9999, hostPort: 9999, name: 'planted', protocol: 'TCP' })) },
  { requirement: 'restricted: volumes of harmless types', rule: 'volume-type-is-restricted', plant: pod((spec) => void (spec.volumes ??= []).push({ name: 'planted', nfs: { path: '/', server: 'nfs.example' } })) },
  { requirement: 'restricted: safe sysctls', rule: 'sysctls-are-safe', plant: pod((spec) => void ((spec.securityContext ??= {}).sysctls = [{ name: 'kernel.msgmax', value: '1' }])) },
  { requirement: 'restricted: no process of a Windows host', rule: 'no-host-process', plant: secured((context) => void (context.windowsOptions = { hostProcess: true })) },
  { requirement: 'images by digest', rule: 'image-is-pinned-by-digest', plant: pod((_spec, container) => void (container.image = 'ghcr.io/acme/app:latest')) },
  { requirement: 'no credential in clear', rule: 'no-credential-in-clear', plant: pod((_spec, container) => void (container.env ??= []).push({ name: 'DATABASE_URL', value: 'postgresql://shop:hunter22@db:5432/shop' })) },
  { requirement: 'every pod selected by a NetworkPolicy', rule: 'pod-has-network-policy', plant: (manifests) => manifests.filter(({ kind }) => kind !== 'NetworkPolicy') },
  // What one object says of another.
  { requirement: 'every Service selects a pod', rule: 'service-selects-pod', plant: first(({ spec }) => (spec.selector === undefined ? false : void (spec.selector['app.kubernetes.io/component'] = 'nobody')), 'Service') },
  { requirement: 'every port of a Service is a port of its pods', rule: 'service-port-resolves', plant: first(({ spec }) => void (spec.ports[0].targetPort = 'nowhere'), 'Service') },
  { requirement: 'every autoscaler has a workload', rule: 'autoscaler-has-target', plant: first(({ spec }) => void (spec.scaleTargetRef.name = 'nobody'), 'HorizontalPodAutoscaler') },
  { requirement: 'every budget has a workload', rule: 'budget-selects-pod', plant: first(({ spec }) => void (spec.selector.matchLabels['app.kubernetes.io/component'] = 'nobody'), 'PodDisruptionBudget') },
  { requirement: 'every ServiceMonitor has a port of a Service', rule: 'monitor-matches-service-port', plant: first(({ spec }) => void (spec.endpoints[0].port = 'nowhere'), 'ServiceMonitor') },
  { requirement: 'every PodMonitor has pods', rule: 'pod-monitor-selects-pod', plant: first(({ spec }) => void (spec.selector.matchLabels = { nobody: 'here' }), 'PodMonitor') },
  { requirement: 'everything fits into the quota', rule: 'quota-fits-workloads', plant: first(({ spec }) => void (spec.hard['requests.cpu'] = '1m'), 'ResourceQuota') },
];

function withReplicas(manifests: Manifest[]): Manifest[] | undefined {
  const scaled = manifests.filter(({ kind }) => kind === 'HorizontalPodAutoscaler').map(({ spec }: Loose) => spec.scaleTargetRef.name);
  return first((manifest) => (scaled.includes(manifest.metadata.name) ? void (manifest.spec.replicas = 3) : false), 'Deployment', 'Rollout')(manifests);
}

/** A ConfigMap with a hash in its name that is read by variables: an old pod that restarts would miss it. */
function fromHashedConfigMap(manifests: Manifest[]): Manifest[] | undefined {
  const release = manifests.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.endsWith('-release'));
  if (release === undefined) return undefined;
  const name = 'planted-0123456789';
  const planted: Manifest = { ...structuredClone(release), metadata: { ...structuredClone(release.metadata), name, annotations: { [WAVE]: '-4' } } };
  return pod((_spec, container) => void (container.envFrom ??= []).push({ configMapRef: { name } }))([...manifests, planted]);
}

function withEarlyClaim(manifests: Manifest[]): Manifest[] | undefined {
  const owner = manifests.find(({ kind }) => kind === 'Deployment' || kind === 'Rollout') as Loose;
  if (owner === undefined) return undefined;
  owner.spec.template.spec.volumes = [...(owner.spec.template.spec.volumes ?? []), { name: 'planted', persistentVolumeClaim: { claimName: 'planted' } }];
  const metadata = { ...structuredClone(owner.metadata), name: 'planted', annotations: { [WAVE]: '-4' } };
  return [...manifests, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }];
}
