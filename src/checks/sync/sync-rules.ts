import { type Rule } from '../rule.ts';
import { claimInWaveOfPod } from './claim-in-wave-of-pod.ts';
import { exposureInLastWave } from './exposure-in-last-wave.ts';
import { hashedConfigMapIsMounted } from './hashed-config-map-is-mounted.ts';
import { hashedObjectIsPrunable } from './hashed-object-is-prunable.ts';
import { hookIsRecreated } from './hook-is-recreated.ts';
import { hookJobHasDeadline } from './hook-job-has-deadline.ts';
import { hookJobHasOwnAccount } from './hook-job-has-own-account.ts';
import { hookJobKeepsLogs } from './hook-job-keeps-logs.ts';
import { hookJobNeverRestarts } from './hook-job-never-restarts.ts';
import { hookJobRetriesLittle } from './hook-job-retries-little.ts';
import { hookReleaseIsStamped } from './hook-release-is-stamped.ts';
import { hookRunsInSyncPhase } from './hook-runs-in-sync-phase.ts';
import { imageIsOfRelease } from './image-is-of-release.ts';
import { jobIsHook } from './job-is-hook.ts';
import { noGenerateName } from './no-generate-name.ts';
import { noHelmHook } from './no-helm-hook.ts';
import { prerequisiteIsNoHook } from './prerequisite-is-no-hook.ts';
import { referenceInLowerWave } from './reference-in-lower-wave.ts';
import { serviceNotAfterPod } from './service-not-after-pod.ts';
import { waveIsInteger } from './wave-is-integer.ts';
import { waveOrder } from './wave-order.ts';

/** Rules of order: what Argo CD applies when, and what it waits for. */
export const SYNC_RULES: readonly Rule[] = [
  claimInWaveOfPod,
  exposureInLastWave,
  hashedConfigMapIsMounted,
  hashedObjectIsPrunable,
  hookIsRecreated,
  hookJobHasDeadline,
  hookJobHasOwnAccount,
  hookJobKeepsLogs,
  hookJobNeverRestarts,
  hookJobRetriesLittle,
  hookReleaseIsStamped,
  hookRunsInSyncPhase,
  imageIsOfRelease,
  jobIsHook,
  noGenerateName,
  noHelmHook,
  prerequisiteIsNoHook,
  referenceInLowerWave,
  serviceNotAfterPod,
  waveIsInteger,
  waveOrder,
];
