import { type Manifest } from '../../kernel/manifest.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const apiVersionIsServed: Rule = {
  id: 'api-version-is-served',
  severity: 'error',
  why: 'the API server no longer knows the version, so that the whole sync fails',
  source: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
  among: (set) => set.manifests.filter((manifest) => removalOf(manifest) !== undefined),
  *check({ manifest, set }) {
    const removed = removalOf(manifest);
    if (removed === undefined || set.minor < removed.since) return;
    yield {
      path: 'apiVersion',
      message: `${shown(manifest.apiVersion)} of ${shown(manifest.kind)} is not served since Kubernetes 1.${removed.since}`,
      fix: `apiVersion: ${removed.use}`,
    };
  },
};

interface Removed {
  /** The minor that no longer serves it. */
  readonly since: number;
  readonly use: string;
}

/** Versions that are gone, by `apiVersion` or `apiVersion/Kind`. */
const REMOVED: ReadonlyMap<string, Removed> = new Map([
  ['admissionregistration.k8s.io/v1beta1/MutatingWebhookConfiguration', { since: 22, use: 'admissionregistration.k8s.io/v1' }],
  ['admissionregistration.k8s.io/v1beta1/ValidatingWebhookConfiguration', { since: 22, use: 'admissionregistration.k8s.io/v1' }],
  ['apiextensions.k8s.io/v1beta1', { since: 22, use: 'apiextensions.k8s.io/v1' }],
  ['apiregistration.k8s.io/v1beta1', { since: 22, use: 'apiregistration.k8s.io/v1' }],
  ['apps/v1beta1', { since: 16, use: 'apps/v1' }],
  ['apps/v1beta2', { since: 16, use: 'apps/v1' }],
  ['autoscaling/v2beta1', { since: 25, use: 'autoscaling/v2' }],
  ['autoscaling/v2beta2', { since: 26, use: 'autoscaling/v2' }],
  ['batch/v1beta1', { since: 25, use: 'batch/v1' }],
  ['batch/v2alpha1', { since: 21, use: 'batch/v1' }],
  ['certificates.k8s.io/v1beta1/CertificateSigningRequest', { since: 22, use: 'certificates.k8s.io/v1' }],
  ['coordination.k8s.io/v1beta1/Lease', { since: 22, use: 'coordination.k8s.io/v1' }],
  ['discovery.k8s.io/v1beta1', { since: 25, use: 'discovery.k8s.io/v1' }],
  ['events.k8s.io/v1beta1', { since: 25, use: 'events.k8s.io/v1' }],
  ['extensions/v1beta1', { since: 22, use: 'networking.k8s.io/v1' }],
  ['extensions/v1beta1/DaemonSet', { since: 16, use: 'apps/v1' }],
  ['extensions/v1beta1/Deployment', { since: 16, use: 'apps/v1' }],
  ['extensions/v1beta1/NetworkPolicy', { since: 16, use: 'networking.k8s.io/v1' }],
  ['extensions/v1beta1/ReplicaSet', { since: 16, use: 'apps/v1' }],
  ['flowcontrol.apiserver.k8s.io/v1beta1', { since: 26, use: 'flowcontrol.apiserver.k8s.io/v1' }],
  ['flowcontrol.apiserver.k8s.io/v1beta2', { since: 29, use: 'flowcontrol.apiserver.k8s.io/v1' }],
  ['flowcontrol.apiserver.k8s.io/v1beta3', { since: 32, use: 'flowcontrol.apiserver.k8s.io/v1' }],
  ['networking.k8s.io/v1beta1/Ingress', { since: 22, use: 'networking.k8s.io/v1' }],
  ['networking.k8s.io/v1beta1/IngressClass', { since: 22, use: 'networking.k8s.io/v1' }],
  ['node.k8s.io/v1beta1', { since: 25, use: 'node.k8s.io/v1' }],
  ['policy/v1beta1/PodDisruptionBudget', { since: 25, use: 'policy/v1' }],
  ['rbac.authorization.k8s.io/v1beta1', { since: 22, use: 'rbac.authorization.k8s.io/v1' }],
  ['scheduling.k8s.io/v1beta1', { since: 22, use: 'scheduling.k8s.io/v1' }],
  ['storage.k8s.io/v1beta1/CSIDriver', { since: 22, use: 'storage.k8s.io/v1' }],
  ['storage.k8s.io/v1beta1/CSINode', { since: 22, use: 'storage.k8s.io/v1' }],
  ['storage.k8s.io/v1beta1/CSIStorageCapacity', { since: 27, use: 'storage.k8s.io/v1' }],
  ['storage.k8s.io/v1beta1/StorageClass', { since: 22, use: 'storage.k8s.io/v1' }],
  ['storage.k8s.io/v1beta1/VolumeAttachment', { since: 22, use: 'storage.k8s.io/v1' }],
]);

function removalOf({ apiVersion, kind }: Manifest): Removed | undefined {
  return REMOVED.get(`${apiVersion}/${kind}`) ?? REMOVED.get(apiVersion);
}
