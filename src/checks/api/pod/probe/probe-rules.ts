import { type Rule } from '../../../rule.ts';
import { lifecycleHookHasOneHandler } from './lifecycle-hook-has-one-handler.ts';
import { lifecycleHookIsValid } from './lifecycle-hook-is-valid.ts';
import { probeHandlerIsValid } from './probe-handler-is-valid.ts';
import { probeHasOneHandler } from './probe-has-one-handler.ts';
import { probeTimingIsValid } from './probe-timing-is-valid.ts';

/** What the API server refuses about probes and hooks of containers. */
export const PROBE_RULES: readonly Rule[] = [
  lifecycleHookHasOneHandler,
  lifecycleHookIsValid,
  probeHandlerIsValid,
  probeHasOneHandler,
  probeTimingIsValid,
];
