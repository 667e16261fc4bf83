import { differs, type ImmutableRule } from '../immutable-field.ts';

/** A rule for fields that never change, whatever else does. */
function fixed(kinds: readonly string[], source: string, fields: readonly string[], wayOut: string): ImmutableRule {
  return {
    kinds,
    source,
    check: (update) =>
      fields
        .filter((field) => differs(update, ...field.split('.')))
        .map((field) => ({ path: field, reason: `${field} of a ${kinds[0]!.slice(kinds[0]!.indexOf('/') + 1)} is fixed when it is made`, wayOut })),
  };
}

const REPLACE = 'delete it and apply again, or make another under a new name';

/** The kinds of which some whole fields never change. */
export const plainFields: readonly ImmutableRule[] = [
  fixed(
    ['storage.k8s.io/StorageClass'],
    'https://kubernetes.io/docs/concepts/storage/storage-classes/',
    ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'],
    'make another class under a new name: claims keep the one they were made with',
  ),
  fixed(['scheduling.k8s.io/PriorityClass'], 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/', ['value', 'preemptionPolicy'], 'make another class under a new name, and name it in the pods'),
  fixed(
    ['rbac.authorization.k8s.io/RoleBinding', 'rbac.authorization.k8s.io/ClusterRoleBinding'],
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#clusterrolebinding-example',
    ['roleRef'],
    'bind the other role under a new name, and remove this binding',
  ),
  fixed(['/ResourceQuota'], 'https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-scopes', ['spec.scopes', 'spec.scopeSelector'], REPLACE),
  fixed(['networking.k8s.io/IngressClass'], 'https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-class', ['spec.controller'], REPLACE),
  fixed(['node.k8s.io/RuntimeClass'], 'https://kubernetes.io/docs/concepts/containers/runtime-class/', ['handler'], REPLACE),
  fixed(['discovery.k8s.io/EndpointSlice'], 'https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/', ['addressType'], REPLACE),
  fixed(
    ['storage.k8s.io/CSIDriver'],
    'https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/storage/validation/validation.go',
    ['spec.attachRequired', 'spec.fsGroupPolicy', 'spec.volumeLifecycleModes'],
    REPLACE,
  ),
  fixed(
    ['apiextensions.k8s.io/CustomResourceDefinition'],
    'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/',
    ['spec.group', 'spec.names.kind', 'spec.names.plural', 'spec.scope'],
    'make another definition, and move the objects over: deleting this one deletes them',
  ),
  fixed(['apps/ControllerRevision'], 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/controller-revision-v1/', ['data'], REPLACE),
  fixed(['certificates.k8s.io/CertificateSigningRequest'], 'https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/', ['spec'], REPLACE),
];
