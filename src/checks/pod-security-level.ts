import { type Manifest } from '../kernel/manifest.ts';
import { checkBy } from './check-manifests.ts';
import { POD_SECURITY_BASELINE, POD_SECURITY_RESTRICTED } from './policy/pod-security.ts';

/** A level of the Pod Security Standards, from the one that allows anything. */
export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';

/**
 * The highest level that the pods of a manifest keep to, as the Pod Security admission of that minor sees it;
 * what makes no pods keeps to all.
 *
 * @param kubernetes minor version of the cluster, such as `1.36`
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function podSecurityLevel(manifest: Manifest, kubernetes: string): PodSecurityLevel {
  const broken = new Set(checkBy(POD_SECURITY_RESTRICTED, [manifest], { kubernetes }).map(({ rule }) => rule));
  if (broken.size === 0) return 'restricted';
  return POD_SECURITY_BASELINE.some(({ id }) => broken.has(id)) ? 'privileged' : 'baseline';
}
