import { declaredCallIsLetThrough } from './objects/declared-call-is-let-through.ts';
import { meshLetsDeclaredCallIn } from './objects/mesh-lets-declared-call-in.ts';
import { networkPolicyHasCaller } from './objects/network-policy-has-caller.ts';
import { networkPolicyNamesPeers } from './objects/network-policy-names-peers.ts';
import { networkPolicySelectsPod } from './objects/network-policy-selects-pod.ts';
import { noCredentialAnywhere } from './policy/no-credential-anywhere.ts';
import { PRACTICE_RULES } from './policy/practice-rules.ts';
import { type Rule } from './rule.ts';

/** Rules that `validate` asks and `synth` does not: each looks at every value of every manifest, or at every pod for every other. */
export const VALIDATE_RULES: readonly Rule[] = [declaredCallIsLetThrough, meshLetsDeclaredCallIn, networkPolicyHasCaller, networkPolicyNamesPeers, networkPolicySelectsPod, noCredentialAnywhere, ...PRACTICE_RULES];
