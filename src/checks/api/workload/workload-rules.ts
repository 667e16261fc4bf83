import { type Rule } from '../../rule.ts';
import { claimTemplateIsValid } from './claim-template-is-valid.ts';
import { controllerRevisionHasData } from './controller-revision-has-data.ts';
import { daemonSetStrategyIsValid } from './daemon-set-strategy-is-valid.ts';
import { deploymentStrategyIsValid } from './deployment-strategy-is-valid.ts';
import { progressDeadlineIsAfterReady } from './progress-deadline-is-after-ready.ts';
import { replicationControllerSelects } from './replication-controller-selects.ts';
import { selectorMatchesTemplate } from './selector-matches-template.ts';
import { statefulSetPolicyIsKnown } from './stateful-set-policy-is-known.ts';
import { statefulSetServiceIsLabel } from './stateful-set-service-is-label.ts';
import { statefulSetStrategyIsValid } from './stateful-set-strategy-is-valid.ts';
import { templateHasNoEphemeralContainer } from './template-has-no-ephemeral-container.ts';
import { templateMetadataIsValid } from './template-metadata-is-valid.ts';
import { workloadCountIsNotNegative } from './workload-count-is-not-negative.ts';
import { workloadRestartsAlways } from './workload-restarts-always.ts';
import { workloadSelectorIsValid } from './workload-selector-is-valid.ts';

/** What the API server wants of the kinds that keep pods running. */
export const WORKLOAD_RULES: readonly Rule[] = [
  claimTemplateIsValid,
  controllerRevisionHasData,
  daemonSetStrategyIsValid,
  deploymentStrategyIsValid,
  progressDeadlineIsAfterReady,
  replicationControllerSelects,
  selectorMatchesTemplate,
  statefulSetPolicyIsKnown,
  statefulSetServiceIsLabel,
  statefulSetStrategyIsValid,
  templateHasNoEphemeralContainer,
  templateMetadataIsValid,
  workloadCountIsNotNegative,
  workloadRestartsAlways,
  workloadSelectorIsValid,
];
