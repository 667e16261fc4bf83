import { at, type Fields } from './field.ts';

/**
 * Whether the pod has users of its own, whose root is nobody on the node, and the cluster's minor counts
 * that: from 1.35 on the Pod Security Standards ask less of such a pod.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/#integration-with-pod-security-admission-checks
 */
export function hasOwnUsers(podSpec: Fields, minor: number): boolean {
  return minor >= 35 && at(podSpec, 'hostUsers') === false;
}
