import { type Rule } from '../../rule.ts';
import { completionModeIsKnown } from './completion-mode-is-known.ts';
import { cronJobHasShortName } from './cron-job-has-short-name.ts';
import { cronJobIsBounded } from './cron-job-is-bounded.ts';
import { cronJobSelectsNothing } from './cron-job-selects-nothing.ts';
import { cronScheduleIsValid } from './cron-schedule-is-valid.ts';
import { cronTimeZoneIsKnown } from './cron-time-zone-is-known.ts';
import { indexedJobHasShortName } from './indexed-job-has-short-name.ts';
import { indexedJobIsBounded } from './indexed-job-is-bounded.ts';
import { jobCountIsNotNegative } from './job-count-is-not-negative.ts';
import { jobLabelsAreItsOwn } from './job-labels-are-its-own.ts';
import { jobManagerIsNamed } from './job-manager-is-named.ts';
import { jobRestartsByPolicy } from './job-restarts-by-policy.ts';
import { jobSelectorIsGenerated } from './job-selector-is-generated.ts';
import { onlyIndexedJobCountsIndexes } from './only-indexed-job-counts-indexes.ts';
import { podFailureRuleIsValid } from './pod-failure-rule-is-valid.ts';
import { podReplacementPolicyFits } from './pod-replacement-policy-fits.ts';
import { successRuleIsValid } from './success-rule-is-valid.ts';

/** What the API server wants of Jobs and CronJobs. */
export const BATCH_RULES: readonly Rule[] = [
  completionModeIsKnown,
  cronJobHasShortName,
  cronJobIsBounded,
  cronJobSelectsNothing,
  cronScheduleIsValid,
  cronTimeZoneIsKnown,
  indexedJobHasShortName,
  indexedJobIsBounded,
  jobCountIsNotNegative,
  jobLabelsAreItsOwn,
  jobManagerIsNamed,
  jobRestartsByPolicy,
  jobSelectorIsGenerated,
  onlyIndexedJobCountsIndexes,
  podFailureRuleIsValid,
  podReplacementPolicyFits,
  successRuleIsValid,
];
