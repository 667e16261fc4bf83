/**
 * The fields of Kubernetes' own kinds that Go holds by pointer: here `false`, `0` and `""` are values, and
 * differ from nothing. Everywhere else they are nothing.
 *
 * @see https://github.com/kubernetes/kubernetes/tree/master/staging/src/k8s.io/api
 */
export const BY_POINTER: ReadonlySet<string> = new Set([
  'activeDeadlineSeconds', 'allocateLoadBalancerNodePorts', 'allowPrivilegeEscalation', 'allowVolumeExpansion', 'appProtocol', 'attachRequired',
  'automountServiceAccountToken', 'averageUtilization', 'backoffLimit', 'backoffLimitPerIndex', 'cachingMode', 'completionMode', 'completions',
  'defaultMode', 'enableServiceLinks', 'endPort', 'expirationSeconds', 'failedJobsHistoryLimit', 'failurePolicy', 'fsGroup', 'fsGroupChangePolicy',
  'fsGroupPolicy', 'gmsaCredentialSpec', 'gmsaCredentialSpecName', 'hostProcess', 'hostUsers', 'hostnameOverride', 'immutable', 'ingressClassName',
  'internalTrafficPolicy', 'ipFamilyPolicy', 'loadBalancerClass', 'localhostProfile', 'managedBy', 'manualSelector', 'matchPolicy', 'maxFailedIndexes',
  'maxReplicasPerNode', 'maxSurge', 'maxUnavailable', 'minAvailable', 'minDomains', 'minReplicas', 'mode', 'mountPropagation', 'nodeAffinityPolicy',
  'nodeTaintsPolicy', 'optional', 'parallelism', 'partition', 'pathType', 'podInfoOnMount', 'podReplacementPolicy',
  'preemptionPolicy', 'priority', 'privileged', 'procMount', 'progressDeadlineSeconds', 'readOnlyRootFilesystem', 'reclaimPolicy', 'recursiveReadOnly',
  'reinvocationPolicy', 'replicas', 'requiresRepublish', 'revisionHistoryLimit', 'runAsGroup', 'runAsNonRoot', 'runAsUser', 'runAsUserName',
  'runtimeClassName', 'seLinuxChangePolicy', 'seLinuxMount', 'selectPolicy', 'setHostnameAsFQDN', 'shareProcessNamespace', 'sideEffects', 'sizeLimit',
  'stabilizationWindowSeconds', 'startingDeadlineSeconds', 'stopSignal', 'storageCapacity', 'storageClassName', 'succeededCount', 'succeededIndexes',
  'successfulJobsHistoryLimit', 'supplementalGroupsPolicy', 'suspend', 'terminationGracePeriodSeconds', 'timeZone', 'timeoutSeconds',
  'tolerationSeconds', 'trafficDistribution', 'ttlSecondsAfterFinished', 'unhealthyPodEvictionPolicy', 'volumeAttributesClassName',
  'volumeBindingMode', 'volumeMode',
  // Whole numbers and ports that are either text or a number have a kind of their own.
  'port', 'targetPort', 'tolerance', 'divisor', 'averageValue',
]);

/** Fields that are pointers under some parents only. */
export function isPointerUnder(parent: string, key: string): boolean {
  return POINTERS_UNDER.get(key)?.has(parent) === true;
}

const POINTERS_UNDER: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['readOnly', new Set(['azureDisk', 'csi'])],
  ['fsType', new Set(['azureDisk', 'csi'])],
  ['kind', new Set(['azureDisk'])],
  ['type', new Set(['hostPath'])],
  ['service', new Set(['grpc'])],
  ['apiGroup', new Set(['dataSource', 'dataSourceRef', 'resource', 'parameters'])],
  ['namespace', new Set(['dataSourceRef', 'parameters'])],
  ['restartPolicy', new Set(['containers', 'initContainers', 'ephemeralContainers'])],
  ['value', new Set(['target', 'options'])],
  ['containerName', new Set(['onExitCodes'])],
]);

/** The objects that Go holds by value: empty is absent. Any other empty object (`emptyDir: {}`) says something by being there. */
export const STRUCTS_BY_VALUE: ReadonlySet<string> = new Set([
  'clientConfig', 'describedObject', 'jobTemplate', 'metadata', 'metric', 'names', 'podAffinityTerm', 'preference', 'resources', 'roleRef',
  'scaleTargetRef', 'spec', 'status', 'strategy', 'target', 'template', 'updateStrategy',
]);
