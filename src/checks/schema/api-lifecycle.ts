/** When a version of a kind is deprecated and goes, as the API declares it. */
export interface Lifecycle {
  /** The minor since which the API server warns of it. */
  readonly deprecated: number;
  /** The first minor without it; undefined where that isn't decided. */
  readonly removed?: number;
  /** The version to use instead: `networking.k8s.io/v1`; undefined where there is none. */
  readonly use?: string;
}

/**
 * The lifecycle of a version of a kind; undefined when nothing is said of it.
 * @see https://kubernetes.io/docs/reference/using-api/deprecation-guide/
 * @see https://github.com/kubernetes/kubernetes/blob/v1.36.0/staging/src/k8s.io/api/networking/v1beta1/zz_generated.prerelease-lifecycle.go and its likes
 */
export function lifecycleOf(apiVersion: string, kind: string): Lifecycle | undefined {
  return LIFECYCLES.get(`${apiVersion}/${kind}`) ?? LIFECYCLES.get(apiVersion);
}

type Row = readonly [version: string, deprecated: number, removed: number | undefined, use?: string];

/** By `apiVersion/Kind`, or by `apiVersion` where its kinds are alike. */
const ROWS: readonly Row[] = [
  ['admissionregistration.k8s.io/v1alpha1/MutatingAdmissionPolicy', 35, 38, 'admissionregistration.k8s.io/v1'],
  ['admissionregistration.k8s.io/v1alpha1/MutatingAdmissionPolicyBinding', 35, 38, 'admissionregistration.k8s.io/v1'],
  ['admissionregistration.k8s.io/v1alpha1/ValidatingAdmissionPolicy', 29, 32, 'admissionregistration.k8s.io/v1'],
  ['admissionregistration.k8s.io/v1alpha1/ValidatingAdmissionPolicyBinding', 29, 32, 'admissionregistration.k8s.io/v1'],
  ['admissionregistration.k8s.io/v1beta1/MutatingAdmissionPolicy', 37, 40, 'admissionregistration.k8s.io/v1'],
  ['admissionregistration.k8s.io/v1beta1/MutatingAdmissionPolicyBinding', 37, 40, 'admissionregistration.k8s.io/v1'],
  ['admissionregistration.k8s.io/v1beta1/MutatingWebhookConfiguration', 16, 22, 'admissionregistration.k8s.io/v1'],
  ['admissionregistration.k8s.io/v1beta1/ValidatingAdmissionPolicy', 31, 34, 'admissionregistration.k8s.io/v1'],
  ['admissionregistration.k8s.io/v1beta1/ValidatingAdmissionPolicyBinding', 31, 34, 'admissionregistration.k8s.io/v1'],
  ['admissionregistration.k8s.io/v1beta1/ValidatingWebhookConfiguration', 16, 22, 'admissionregistration.k8s.io/v1'],
  ['apiextensions.k8s.io/v1beta1', 16, 22, 'apiextensions.k8s.io/v1'],
  ['apiregistration.k8s.io/v1beta1', 19, 22, 'apiregistration.k8s.io/v1'],
  ['apps/v1beta1', 8, 16, 'apps/v1'],
  ['apps/v1beta2', 9, 16, 'apps/v1'],
  ['authentication.k8s.io/v1beta1/TokenReview', 19, 22, 'authentication.k8s.io/v1'],
  ['authorization.k8s.io/v1beta1', 19, 22, 'authorization.k8s.io/v1'],
  ['autoscaling/v2beta1', 22, 25, 'autoscaling/v2'],
  ['autoscaling/v2beta2', 23, 26, 'autoscaling/v2'],
  ['batch/v1beta1', 21, 25, 'batch/v1'],
  ['batch/v2alpha1', 11, 21, 'batch/v1'],
  ['certificates.k8s.io/v1alpha1/ClusterTrustBundle', 34, 37, 'certificates.k8s.io/v1beta1'],
  ['certificates.k8s.io/v1beta1/CertificateSigningRequest', 19, 22, 'certificates.k8s.io/v1'],
  ['certificates.k8s.io/v1beta1/ClusterTrustBundle', 37, 40],
  ['certificates.k8s.io/v1beta1/PodCertificateRequest', 38, 41],
  ['coordination.k8s.io/v1alpha2/LeaseCandidate', 35, 38, 'coordination.k8s.io/v1beta1'],
  ['coordination.k8s.io/v1beta1/Lease', 19, 22, 'coordination.k8s.io/v1'],
  ['coordination.k8s.io/v1beta1/LeaseCandidate', 36, 39],
  ['discovery.k8s.io/v1beta1', 21, 25, 'discovery.k8s.io/v1'],
  ['events.k8s.io/v1beta1', 22, 25, 'events.k8s.io/v1'],
  ['extensions/v1beta1/DaemonSet', 8, 16, 'apps/v1'],
  ['extensions/v1beta1/Deployment', 8, 16, 'apps/v1'],
  ['extensions/v1beta1/Ingress', 14, 22, 'networking.k8s.io/v1'],
  ['extensions/v1beta1/NetworkPolicy', 9, 16, 'networking.k8s.io/v1'],
  ['extensions/v1beta1/PodSecurityPolicy', 11, 16],
  ['extensions/v1beta1/ReplicaSet', 8, 16, 'apps/v1'],
  ['flowcontrol.apiserver.k8s.io/v1beta1', 23, 26, 'flowcontrol.apiserver.k8s.io/v1'],
  ['flowcontrol.apiserver.k8s.io/v1beta2', 26, 29, 'flowcontrol.apiserver.k8s.io/v1'],
  ['flowcontrol.apiserver.k8s.io/v1beta3', 29, 32, 'flowcontrol.apiserver.k8s.io/v1'],
  ['networking.k8s.io/v1beta1/IPAddress', 34, 37, 'networking.k8s.io/v1'],
  ['networking.k8s.io/v1beta1/Ingress', 19, 22, 'networking.k8s.io/v1'],
  ['networking.k8s.io/v1beta1/IngressClass', 19, 22, 'networking.k8s.io/v1'],
  ['networking.k8s.io/v1beta1/ServiceCIDR', 34, 37, 'networking.k8s.io/v1'],
  ['node.k8s.io/v1beta1', 22, 25, 'node.k8s.io/v1'],
  ['policy/v1beta1/PodDisruptionBudget', 21, 25, 'policy/v1'],
  ['policy/v1beta1/PodSecurityPolicy', 21, 25],
  ['rbac.authorization.k8s.io/v1beta1', 17, 22, 'rbac.authorization.k8s.io/v1'],
  ['resource.k8s.io/v1alpha3/DeviceTaintRule', 36, 39, 'resource.k8s.io/v1beta2'],
  ['resource.k8s.io/v1beta1', 35, 38, 'resource.k8s.io/v1'],
  ['resource.k8s.io/v1beta2', 36, 39, 'resource.k8s.io/v1'],
  ['resource.k8s.io/v1beta2/DeviceTaintRule', 39, 42],
  ['scheduling.k8s.io/v1beta1/PriorityClass', 14, 22, 'scheduling.k8s.io/v1'],
  ['storage.k8s.io/v1alpha1/VolumeAttributesClass', 32, 35, 'storage.k8s.io/v1'],
  ['storage.k8s.io/v1beta1/CSIDriver', 19, 22, 'storage.k8s.io/v1'],
  ['storage.k8s.io/v1beta1/CSINode', 17, 22, 'storage.k8s.io/v1'],
  ['storage.k8s.io/v1beta1/CSIStorageCapacity', 24, 27, 'storage.k8s.io/v1'],
  ['storage.k8s.io/v1beta1/StorageClass', 19, 22, 'storage.k8s.io/v1'],
  ['storage.k8s.io/v1beta1/VolumeAttachment', 19, 22, 'storage.k8s.io/v1'],
  ['storage.k8s.io/v1beta1/VolumeAttributesClass', 34, 37, 'storage.k8s.io/v1'],
  ['storagemigration.k8s.io/v1beta1', 38, 41],
  // https://kubernetes.io/blog/2025/04/24/endpoints-deprecation/
  ['v1/Endpoints', 33, undefined, 'discovery.k8s.io/v1 EndpointSlice'],
  ['v1/ComponentStatus', 19, undefined],
];

const LIFECYCLES: ReadonlyMap<string, Lifecycle> = new Map(
  ROWS.map(([version, deprecated, removed, use]) => [version, { deprecated, ...(removed === undefined ? {} : { removed }), ...(use === undefined ? {} : { use }) }]),
);
