import { type Rule } from '../rule.ts';
import { addedCapabilitiesAreDefault } from './added-capabilities-are-default.ts';
import { appArmorIsOn } from './app-armor-is-on.ts';
import { capabilitiesAreDropped } from './capabilities-are-dropped.ts';
import { noHostNamespaces } from './no-host-namespaces.ts';
import { noHostPath } from './no-host-path.ts';
import { noHostPort } from './no-host-port.ts';
import { noHostProcess } from './no-host-process.ts';
import { noPrivilegeEscalation } from './no-privilege-escalation.ts';
import { noPrivilegedContainer } from './no-privileged-container.ts';
import { noRootUser } from './no-root-user.ts';
import { probeAsksOwnPod } from './probe-asks-own-pod.ts';
import { procMountIsDefault } from './proc-mount-is-default.ts';
import { procMountIsMasked } from './proc-mount-is-masked.ts';
import { runsAsNonRoot } from './runs-as-non-root.ts';
import { seLinuxIsConfined } from './se-linux-is-confined.ts';
import { seccompIsConfined } from './seccomp-is-confined.ts';
import { seccompProfileIsSet } from './seccomp-profile-is-set.ts';
import { sysctlsAreSafe } from './sysctls-are-safe.ts';
import { volumeTypeIsRestricted } from './volume-type-is-restricted.ts';

/**
 * The baseline level of the Pod Security Standards.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
 */
export const POD_SECURITY_BASELINE: readonly Rule[] = [
  addedCapabilitiesAreDefault,
  appArmorIsOn,
  noHostNamespaces,
  noHostPath,
  noHostPort,
  noHostProcess,
  noPrivilegedContainer,
  probeAsksOwnPod,
  procMountIsDefault,
  seLinuxIsConfined,
  seccompIsConfined,
  sysctlsAreSafe,
];

/**
 * The restricted level: the baseline and more.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export const POD_SECURITY_RESTRICTED: readonly Rule[] = [
  ...POD_SECURITY_BASELINE,
  capabilitiesAreDropped,
  noPrivilegeEscalation,
  noRootUser,
  procMountIsMasked,
  runsAsNonRoot,
  seccompProfileIsSet,
  volumeTypeIsRestricted,
];
