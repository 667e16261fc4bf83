import { type Rule } from '../../../rule.ts';
import { activeDeadlineIsPositive } from './active-deadline-is-positive.ts';
import { containerImageIsGiven } from './container-image-is-given.ts';
import { containerNameIsUnique } from './container-name-is-unique.ts';
import { containerNameIsValid } from './container-name-is-valid.ts';
import { containerPortIsValid } from './container-port-is-valid.ts';
import { containerPortNameIsUnique } from './container-port-name-is-unique.ts';
import { containerRestartPolicyIsValid } from './container-restart-policy-is-valid.ts';
import { envFileReferenceIsValid } from './env-file-reference-is-valid.ts';
import { envFromIsValid } from './env-from-is-valid.ts';
import { envHasOneSource } from './env-has-one-source.ts';
import { envKeyReferenceIsValid } from './env-key-reference-is-valid.ts';
import { envNameIsValid } from './env-name-is-valid.ts';
import { ephemeralContainerComesLater } from './ephemeral-container-comes-later.ts';
import { fieldReferenceIsValid } from './field-reference-is-valid.ts';
import { hostPortFitsHostNetwork } from './host-port-fits-host-network.ts';
import { hostPortIsUnique } from './host-port-is-unique.ts';
import { imagePullPolicyIsKnown } from './image-pull-policy-is-known.ts';
import { initContainerHasNoProbe } from './init-container-has-no-probe.ts';
import { podHasContainers } from './pod-has-containers.ts';
import { resizePolicyIsValid } from './resize-policy-is-valid.ts';
import { resourceFieldReferenceIsValid } from './resource-field-reference-is-valid.ts';
import { restartPolicyIsKnown } from './restart-policy-is-known.ts';
import { restartRuleIsValid } from './restart-rule-is-valid.ts';
import { terminationMessagePolicyIsKnown } from './termination-message-policy-is-known.ts';

/** What the API server refuses about the containers of pods. */
export const CONTAINER_RULES: readonly Rule[] = [
  activeDeadlineIsPositive,
  containerImageIsGiven,
  containerNameIsUnique,
  containerNameIsValid,
  containerPortIsValid,
  containerPortNameIsUnique,
  containerRestartPolicyIsValid,
  envFileReferenceIsValid,
  envFromIsValid,
  envHasOneSource,
  envKeyReferenceIsValid,
  envNameIsValid,
  ephemeralContainerComesLater,
  fieldReferenceIsValid,
  hostPortFitsHostNetwork,
  hostPortIsUnique,
  imagePullPolicyIsKnown,
  initContainerHasNoProbe,
  podHasContainers,
  resizePolicyIsValid,
  resourceFieldReferenceIsValid,
  restartPolicyIsKnown,
  restartRuleIsValid,
  terminationMessagePolicyIsKnown,
];
