import { isBuiltInGroup, groupOf, type Manifest } from '../../kernel/manifest.ts';
import {
  mutatingPolicyDefaults,
  mutatingWebhookDefaults,
  policyBindingDefaults,
  validatingPolicyDefaults,
  validatingWebhookDefaults,
} from './admission-defaults.ts';
import { autoscalerDefaults, plainAutoscalerDefaults } from './autoscaler-defaults.ts';
import { claimDefaults } from './claim-defaults.ts';
import { endpointsDefaults, endpointSliceDefaults } from './endpoint-defaults.ts';
import { type Fields, fill, fillZero, within } from './fill.ts';
import { cronJobDefaults, jobDefaults } from './job-defaults.ts';
import { limitRangeDefaults } from './limit-range-defaults.ts';
import { namespaceDefaults } from './namespace-defaults.ts';
import { networkPolicyDefaults } from './network-policy-defaults.ts';
import { podDefaults } from './pod-defaults.ts';
import { templateDefaults } from './pod-spec-defaults.ts';
import { roleBindingDefaults } from './rbac-defaults.ts';
import { apiServiceDefaults, resourceDefinitionDefaults } from './resource-definition-defaults.ts';
import { secretDefaults } from './secret-defaults.ts';
import { serviceDefaults } from './service-defaults.ts';
import { csiDriverDefaults, persistentVolumeDefaults, storageClassDefaults } from './storage-defaults.ts';
import { withoutNulls } from './without-nulls.ts';
import {
  daemonSetDefaults,
  deploymentDefaults,
  replicaSetDefaults,
  replicationControllerDefaults,
  statefulSetDefaults,
} from './workload-defaults.ts';

/**
 * The object as the API server's validation sees it: what is `null` is absent, and every field that the
 * API fills in by itself is written out. What it can't know (names, cluster addresses, times) stays absent.
 * Shares what it doesn't change with the manifest, which stays as it is.
 *
 * @param minor Kubernetes minor version: 36 for 1.36
 */
export function withDefaults(manifest: Manifest, minor: number): Manifest {
  const group = groupOf(manifest.apiVersion);
  // A custom resource has the nulls and the defaults of its own schema.
  if (!isBuiltInGroup(group)) return manifest;
  const decoded = withoutNulls(manifest);
  const complete = DEFAULTS.get(`${decoded.apiVersion}/${decoded.kind}`);
  return complete === undefined ? decoded : (complete(decoded, minor) as Manifest);
}

const PREEMPTION = { preemptionPolicy: 'PreemptLowerPriority' };
const CLUSTER_SCOPE = { scope: 'Cluster' };
const PRECEDENCE = { matchingPrecedence: 1000 };

const DEFAULTS: ReadonlyMap<string, (object: Fields, minor: number) => Fields> = new Map([
  ['v1/Endpoints', endpointsDefaults],
  ['v1/LimitRange', limitRangeDefaults],
  ['v1/Namespace', namespaceDefaults],
  ['v1/PersistentVolume', persistentVolumeDefaults],
  ['v1/PersistentVolumeClaim', claimDefaults],
  ['v1/Pod', podDefaults],
  ['v1/PodTemplate', templateDefaults],
  ['v1/ReplicationController', replicationControllerDefaults],
  ['v1/Secret', secretDefaults],
  ['v1/Service', serviceDefaults],
  ['admissionregistration.k8s.io/v1/MutatingAdmissionPolicy', mutatingPolicyDefaults],
  ['admissionregistration.k8s.io/v1/MutatingAdmissionPolicyBinding', policyBindingDefaults],
  ['admissionregistration.k8s.io/v1/MutatingWebhookConfiguration', mutatingWebhookDefaults],
  ['admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy', validatingPolicyDefaults],
  ['admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding', policyBindingDefaults],
  ['admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration', validatingWebhookDefaults],
  ['apiextensions.k8s.io/v1/CustomResourceDefinition', resourceDefinitionDefaults],
  ['apiregistration.k8s.io/v1/APIService', apiServiceDefaults],
  ['apps/v1/DaemonSet', daemonSetDefaults],
  ['apps/v1/Deployment', deploymentDefaults],
  ['apps/v1/ReplicaSet', replicaSetDefaults],
  ['apps/v1/StatefulSet', statefulSetDefaults],
  ['autoscaling/v1/HorizontalPodAutoscaler', plainAutoscalerDefaults],
  ['autoscaling/v2/HorizontalPodAutoscaler', autoscalerDefaults],
  ['batch/v1/CronJob', cronJobDefaults],
  ['batch/v1/Job', jobDefaults],
  ['discovery.k8s.io/v1/EndpointSlice', endpointSliceDefaults],
  ['flowcontrol.apiserver.k8s.io/v1/FlowSchema', (schema) => within(schema, 'spec', (spec) => fillZero(spec, PRECEDENCE))],
  ['networking.k8s.io/v1/IngressClass', (ingressClass) => within(ingressClass, 'spec', (spec) => within(spec, 'parameters', (parameters) => fill(parameters, CLUSTER_SCOPE)))],
  ['networking.k8s.io/v1/NetworkPolicy', networkPolicyDefaults],
  ['rbac.authorization.k8s.io/v1/ClusterRoleBinding', roleBindingDefaults],
  ['rbac.authorization.k8s.io/v1/RoleBinding', roleBindingDefaults],
  ['scheduling.k8s.io/v1/PriorityClass', (priority) => fill(priority, PREEMPTION)],
  ['storage.k8s.io/v1/CSIDriver', csiDriverDefaults],
  ['storage.k8s.io/v1/StorageClass', storageClassDefaults],
]);
