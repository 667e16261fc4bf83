import { type PodSecurityContext, type PodSpec, type SecurityContext } from '../../../../../imports/kubernetes.ts';
import { POD_KINDS } from '../../../pods-of.ts';
import { type Finding, type Rule } from '../../../rule.ts';
import { forbidden } from '../../field-error.ts';

/** Fields of a pod's security context that only Linux has. */
const OF_POD = [
  'appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'fsGroup', 'fsGroupChangePolicy', 'sysctls', 'runAsUser', 'runAsGroup', 'supplementalGroups', 'supplementalGroupsPolicy', 'seLinuxChangePolicy',
] as const satisfies readonly (keyof PodSecurityContext)[];
/** Fields of a container's that only Linux has. */
const OF_CONTAINER = [
  'appArmorProfile', 'seLinuxOptions', 'seccompProfile', 'capabilities', 'readOnlyRootFilesystem', 'privileged', 'allowPrivilegeEscalation', 'procMount', 'runAsUser', 'runAsGroup',
] as const satisfies readonly (keyof SecurityContext)[];
/** The minors since which these are not dropped. */
const SINCE: Readonly<Record<string, number>> = { appArmorProfile: 30, supplementalGroupsPolicy: 33, seLinuxChangePolicy: 33, hostUsers: 33, procMount: 33 };

export const securityFitsOs: Rule = {
  id: 'security-fits-os',
  severity: 'error',
  why: 'the API server refuses security settings of Linux in a pod for Windows, and those of Windows in a pod for Linux',
  source: 'https://kubernetes.io/docs/concepts/windows/intro/#compatibility-v1-pod-spec-containers-securitycontext',
  kinds: POD_KINDS,
  keys: ['os'],
  *check({ apiPods, apiContainers, set: { minor } }) {
    const counts = (field: string) => minor >= (SINCE[field] ?? 0);
    for (const { specPath, spec } of apiPods) {
      const context = spec.securityContext;
      if (spec.os?.name === 'linux') yield* windowsFindings(context, `${specPath}.securityContext`);
      if (spec.os?.name !== 'windows') continue;
      for (const field of OF_POD) if (isSet(field, context?.[field]) && counts(field)) yield forbidden(`${specPath}.securityContext.${field}`, FOR_WINDOWS);
      yield* hostFindings(spec, specPath, counts);
    }
    for (const { path, container: { securityContext: context }, pod: { spec: { os } } } of apiContainers) {
      if (os?.name === 'linux') yield* windowsFindings(context, `${path}.securityContext`);
      if (os?.name !== 'windows') continue;
      for (const field of OF_CONTAINER) if (context?.[field] !== undefined && counts(field)) yield forbidden(`${path}.securityContext.${field}`, FOR_WINDOWS);
    }
  },
};

const FOR_WINDOWS = 'cannot be set for a windows pod';

/** An empty list of kernel parameters is none, one of groups is one. */
function isSet(field: string, value: unknown): boolean {
  return value !== undefined && !(field === 'sysctls' && (value as readonly unknown[]).length === 0);
}

function* hostFindings(spec: PodSpec, path: string, counts: (field: string) => boolean): Iterable<Finding> {
  for (const field of ['hostUsers', 'shareProcessNamespace'] as const) if (spec[field] !== undefined && counts(field)) yield forbidden(`${path}.${field}`, FOR_WINDOWS);
  for (const field of ['hostPID', 'hostIPC'] as const) if (spec[field] === true) yield forbidden(`${path}.${field}`, FOR_WINDOWS);
}

function* windowsFindings(context: { readonly windowsOptions?: unknown } | undefined, path: string): Iterable<Finding> {
  if (context?.windowsOptions !== undefined) yield forbidden(`${path}.windowsOptions`, 'windows options cannot be set for a linux pod');
}
