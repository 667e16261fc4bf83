import { type Rule } from '../../../rule.ts';
import { appArmorProfileIsValid } from './app-armor-profile-is-valid.ts';
import { escalationFitsPrivileges } from './escalation-fits-privileges.ts';
import { hostProcessIsWholePod } from './host-process-is-whole-pod.ts';
import { podOsIsKnown } from './pod-os-is-known.ts';
import { podSecurityPolicyIsKnown } from './pod-security-policy-is-known.ts';
import { procMountIsKnown } from './proc-mount-is-known.ts';
import { processNamespaceIsOne } from './process-namespace-is-one.ts';
import { profileAnnotationIsValid } from './profile-annotation-is-valid.ts';
import { profileAnnotationMatchesField } from './profile-annotation-matches-field.ts';
import { seccompProfileIsValid } from './seccomp-profile-is-valid.ts';
import { securityFitsOs } from './security-fits-os.ts';
import { sysctlIsValid } from './sysctl-is-valid.ts';
import { userIdIsValid } from './user-id-is-valid.ts';
import { userNamespaceIsOwn } from './user-namespace-is-own.ts';
import { windowsOptionsAreValid } from './windows-options-are-valid.ts';

/** What the API server refuses about security contexts and the host's namespaces. */
export const SECURITY_RULES: readonly Rule[] = [
  appArmorProfileIsValid,
  escalationFitsPrivileges,
  hostProcessIsWholePod,
  podOsIsKnown,
  podSecurityPolicyIsKnown,
  procMountIsKnown,
  processNamespaceIsOne,
  profileAnnotationIsValid,
  profileAnnotationMatchesField,
  seccompProfileIsValid,
  securityFitsOs,
  sysctlIsValid,
  userIdIsValid,
  userNamespaceIsOwn,
  windowsOptionsAreValid,
];
