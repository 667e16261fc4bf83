/**
 * Kinds that an API server serves and that no schema here describes, because nobody keeps such objects in
 * files: what is asked or told, not declared. By `apiVersion/kind`.
 */
export const UNSCHEMED_KINDS: ReadonlySet<string> = new Set([
  'v1/Binding',
  'v1/ComponentStatus',
  'v1/Event',
  'v1/List',
  'v1/PodStatusResult',
  'v1/RangeAllocation',
  'v1/SerializedReference',
  'v1/Status',
  'authentication.k8s.io/v1/SelfSubjectReview',
  'authentication.k8s.io/v1/TokenRequest',
  'authentication.k8s.io/v1/TokenReview',
  'authorization.k8s.io/v1/LocalSubjectAccessReview',
  'authorization.k8s.io/v1/SelfSubjectAccessReview',
  'authorization.k8s.io/v1/SelfSubjectRulesReview',
  'authorization.k8s.io/v1/SubjectAccessReview',
  'autoscaling/v1/Scale',
  'events.k8s.io/v1/Event',
  'policy/v1/Eviction',
]);
