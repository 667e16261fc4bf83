import { type Rule } from '../rule.ts';
import { accountIsOwn } from './account-is-own.ts';
import { autoscalerKeepsTwo } from './autoscaler-keeps-two.ts';
import { bindingIsNarrow } from './binding-is-narrow.ts';
import { budgetEvictsUnhealthy } from './budget-evicts-unhealthy.ts';
import { containerIsNotInteractive } from './container-is-not-interactive.ts';
import { containerIsProbed } from './container-is-probed.ts';
import { cronJobHasDeadline } from './cron-job-has-deadline.ts';
import { deploymentRolls } from './deployment-rolls.ts';
import { ingressIsEncrypted } from './ingress-is-encrypted.ts';
import { ingressNamesHost } from './ingress-names-host.ts';
import { jobIsCleanedUp } from './job-is-cleaned-up.ts';
import { namespaceIsOwn } from './namespace-is-own.ts';
import { noSshPort } from './no-ssh-port.ts';
import { podIsLabelled } from './pod-is-labelled.ts';
import { probeAsksKnownPort } from './probe-asks-known-port.ts';
import { probesDiffer } from './probes-differ.ts';
import { resourcesAreBounded } from './resources-are-bounded.ts';
import { roleIsNarrow } from './role-is-narrow.ts';
import { rootFilesystemIsReadOnly } from './root-filesystem-is-read-only.ts';
import { serviceIsInside } from './service-is-inside.ts';
import { tokenIsMountedKnowingly } from './token-is-mounted-knowingly.ts';
import { workloadHasBudget } from './workload-has-budget.ts';
import { workloadIsSpread } from './workload-is-spread.ts';

/**
 * What third-party judges ask beside the Pod Security Standards, and what makes a system bear a bad day. Warnings: a system
 * without it runs until that day. `docs/judges.md` tells which check of which judge each stands for.
 */
export const PRACTICE_RULES: readonly Rule[] = [
  accountIsOwn,
  autoscalerKeepsTwo,
  bindingIsNarrow,
  budgetEvictsUnhealthy,
  containerIsNotInteractive,
  containerIsProbed,
  cronJobHasDeadline,
  deploymentRolls,
  ingressIsEncrypted,
  ingressNamesHost,
  jobIsCleanedUp,
  namespaceIsOwn,
  noSshPort,
  podIsLabelled,
  probeAsksKnownPort,
  probesDiffer,
  resourcesAreBounded,
  roleIsNarrow,
  rootFilesystemIsReadOnly,
  serviceIsInside,
  tokenIsMountedKnowingly,
  workloadHasBudget,
  workloadIsSpread,
];
