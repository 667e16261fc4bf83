import { type SecurityContext } from '../../imports/kubernetes.ts';

/**
 * What every container of ours is held to: the restricted Pod Security Standard, and a root file
 * system that nobody can write to.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export function containerSecurity(): SecurityContext {
  return {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    privileged: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
  };
}
