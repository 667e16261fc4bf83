import { type Rule } from '../rule.ts';
import { bindingStaysInNamespace } from './binding-stays-in-namespace.ts';
import { imageIsPinnedByDigest } from './image-is-pinned-by-digest.ts';
import { noCredentialInClear } from './no-credential-in-clear.ts';
import { POD_SECURITY_RESTRICTED } from './pod-security.ts';

/** Rules of policy: what Kubernetes would take, and we do not. */
export const POLICY_RULES: readonly Rule[] = [bindingStaysInNamespace, imageIsPinnedByDigest, noCredentialInClear, ...POD_SECURITY_RESTRICTED];
