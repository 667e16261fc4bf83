import { type Manifest } from '../kernel/manifest.ts';
import { at, listAt, textAt } from './field.ts';
import { kindOf } from '../kernel/kind-of.ts';
import { type ManifestSet } from './manifest-set.ts';
import { meshEffect } from './mesh-policy.ts';
import { isNarrowing } from './network-policy.ts';
import { releaseImages, runsReleaseImage } from './release-images.ts';
import { isShiftedRoute } from './shifted-route.ts';
import { hooksOf } from '../argocd/sync/annotations.ts';

/** What comes up in which order; each waits for all before it. */
export const STAGES = ['prerequisites', 'data stores', 'migrator', 'workloads', 'smoke test', 'autoscalers, exposure and narrowings'] as const;

/** One of {@link STAGES}. */
export type Stage = (typeof STAGES)[number];

/** The stage an object belongs to by what it is; undefined for what may stand anywhere, such as a Service. */
export function stageOf(manifest: Manifest, set: ManifestSet): Stage | undefined {
  const kind = kindOf(manifest);
  const name = textAt(manifest, 'metadata', 'name') ?? '';
  if (PREREQUISITES.has(kind)) return 'prerequisites';
  if (STORES.has(kind)) return 'data stores';
  if (kind === 'batch/Job') {
    if (hooksOf(manifest).length === 0) return undefined;
    return name.endsWith('-migrate') ? 'migrator' : name.endsWith('-smoke') ? 'smoke test' : undefined;
  }
  if (WORKLOADS.has(kind)) return stageOfWorkload(manifest, set);
  if (kind === 'networking.k8s.io/NetworkPolicy') return isNarrowing(manifest) ? 'autoscalers, exposure and narrowings' : 'prerequisites';
  if (IMAGE_POLICIES.has(kind)) return refusesImages(manifest) ? 'autoscalers, exposure and narrowings' : 'prerequisites';
  const effect = meshEffect(manifest);
  if (effect !== undefined) return effect === 'narrows' ? 'autoscalers, exposure and narrowings' : 'prerequisites';
  if (isShiftedRoute(manifest, set)) return 'workloads';
  return AUTOSCALERS.includes(kind) || isExposure(manifest, kind) || entersIstio(manifest, kind) ? 'autoscalers, exposure and narrowings' : undefined;
}

/** A StatefulSet of an image that is not the system's own keeps data for it; without a release nobody can tell. */
function stageOfWorkload(manifest: Manifest, set: ManifestSet): Stage | undefined {
  if (releaseImages(set) === undefined) return manifest.kind === 'StatefulSet' ? undefined : 'workloads';
  if (runsReleaseImage(manifest, set)) return 'workloads';
  return manifest.kind === 'StatefulSet' ? 'data stores' : undefined;
}

/** Whether the cluster would refuse images by it; a policy that lets everything pass refuses none. */
function refusesImages(manifest: Manifest): boolean {
  const authorities = listAt(manifest, 'spec', 'authorities');
  return authorities.length === 0 || authorities.some((authority) => textAt(authority, 'static', 'action') !== 'pass');
}

/** Whether the object lets traffic in from outside, and waits for a status that a third party writes. */
export function isExposure(manifest: Manifest, kind: string): boolean {
  return EXPOSURE.has(kind) || (kind === '/Service' && at(manifest, 'spec', 'type') === 'LoadBalancer');
}

/** Whether the object lets traffic in at a gateway of Istio's; nobody writes its status, so that nothing waits for it. */
function entersIstio(manifest: Manifest, kind: string): boolean {
  return kind === 'networking.istio.io/VirtualService' && listAt(manifest, 'spec', 'gateways').some((gateway) => gateway !== 'mesh');
}

/** Kinds that scale a workload. */
export const AUTOSCALERS: readonly string[] = ['autoscaling/HorizontalPodAutoscaler', 'keda.sh/ScaledObject'];

const PREREQUISITES: ReadonlySet<string> = new Set([
  '/LimitRange',
  '/Namespace',
  '/ResourceQuota',
  '/ServiceAccount',
  'external-secrets.io/ExternalSecret',
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
  'rbac.authorization.k8s.io/Role',
  'rbac.authorization.k8s.io/RoleBinding',
  'scheduling.k8s.io/PriorityClass',
  'secrets-store.csi.x-k8s.io/SecretProviderClass',
]);

const IMAGE_POLICIES: ReadonlySet<string> = new Set(['policies.kyverno.io/ImageValidatingPolicy', 'policy.sigstore.dev/ClusterImagePolicy']);

const STORES: ReadonlySet<string> = new Set(['kafka.strimzi.io/Kafka', 'kafka.strimzi.io/KafkaNodePool', 'postgresql.cnpg.io/Cluster']);

const WORKLOADS: ReadonlySet<string> = new Set(['apps/DaemonSet', 'apps/Deployment', 'apps/StatefulSet', 'argoproj.io/Rollout']);

const EXPOSURE: ReadonlySet<string> = new Set([
  'gateway.networking.k8s.io/GRPCRoute',
  'gateway.networking.k8s.io/Gateway',
  'gateway.networking.k8s.io/HTTPRoute',
  'networking.istio.io/Gateway',
  'networking.k8s.io/Ingress',
]);

/** The kinds that may let traffic in from outside, as `group/Kind`. */
export const EXPOSING_KINDS: readonly string[] = [...EXPOSURE, '/Service'];
