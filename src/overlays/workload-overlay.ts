import { z } from 'zod';
import { cloudIdentityOverlay } from './cloud-identity-overlay.ts';
import { withExample } from './field.ts';
import { percentage, podCount, wholeNumber } from './field-choice.ts';
import { dnsLabel } from './field-name.ts';
import { resourcesOverlay } from './resources-overlay.ts';

/** How a workload scales between bounds. */
export const scaleOverlay = z
  .strictObject({
    min: wholeNumber(1, 1000, 2).describe('Fewest replicas.'),
    max: wholeNumber(1, 1000, 6).describe('Most replicas.'),
    cpu: percentage.exactOptional().describe('Average use of the promised CPU to aim at. Without it, and without memory: 70%.'),
    memory: percentage.exactOptional().describe('Average use of the promised memory to aim at.'),
    handover: z.boolean().exactOptional().describe('Keep replicas rendered, for the one release that turns scaling on.'),
  })
  .superRefine(({ min, max }, context) => {
    if (min <= max) return;
    context.addIssue({ code: 'custom', path: ['min'], message: `min ${min} is above max ${max}`, params: { allowed: `1 to ${max}`, fix: `min: ${max}` } });
  });

const SPREAD = ['strict', 'soft', 'none'] as const;

/** What overlays may say of every long-running part of a system. */
export const workloadShape = {
  replicas: wholeNumber(0, 1000, 2).exactOptional().describe('How many pods, where nothing scales them. Without it: 2.'),
  scale: scaleOverlay.exactOptional().describe('Scale between bounds instead of a fixed number of replicas.'),
  resources: resourcesOverlay.prefault({}).describe('What one pod is promised, and may not exceed.'),
  spread: z
    .strictObject({
      zones: z.enum(SPREAD).default('soft').describe('Over availability zones; strict leaves a pod pending rather than uneven.'),
      hosts: z.enum(SPREAD).default('soft').describe('Over nodes; strict puts no two pods of a release on one node.'),
    })
    .prefault({})
    .describe('How pods are kept apart.'),
  maxUnavailable: podCount.exactOptional().describe('Pods that a drain may take at once, never all of several. Without it: 1.'),
  priority: withExample(dnsLabel, 'high').exactOptional().describe("Priority class of the system that the pods are in. Without it: the cluster's default."),
  nodePool: withExample(dnsLabel, 'compute').exactOptional().describe('Node pool of the environment. Without it: any node without taints.'),
  identity: cloudIdentityOverlay.exactOptional().describe('Who its pods are in the cloud. Without it: nobody.'),
};

/** The part of a workload's values that contradict each other when misused. */
type Counted = Pick<z.output<z.ZodObject<typeof workloadShape>>, 'replicas' | 'scale' | 'maxUnavailable'>;

/**
 * Refuses a fixed number of replicas beside an autoscaler, but for the release that hands over, and
 * a drain that may take every pod at once.
 */
export function checkCount({ replicas, scale, maxUnavailable }: Counted, context: z.core.$RefinementCtx): void {
  const fewest = scale?.min ?? replicas ?? DEFAULT_REPLICAS;
  if (maxUnavailable !== undefined && fewest > 0 && letsAllGo(maxUnavailable, fewest)) {
    const pods = fewest === 1 ? '1 pod' : `${fewest} pods`;
    const message = `${JSON.stringify(maxUnavailable)} lets all ${pods} go at once, so it protects nothing`;
    context.addIssue({ code: 'custom', path: ['maxUnavailable'], message, params: { allowed: `less than all of ${pods}`, fix: 'maxUnavailable: 1' } });
  }
  if (scale === undefined) return;
  if (replicas === undefined && scale.handover === true) {
    const message = 'a handover keeps the number of replicas, and none is given';
    context.addIssue({ code: 'custom', path: ['replicas'], message, params: { allowed: 'the number that runs now', fix: `replicas: ${scale.min}` } });
  }
  if (replicas !== undefined && scale.handover !== true) {
    const message = `${replicas} replicas are asked for, and scaling between ${scale.min} and ${scale.max}`;
    const allowed = 'one of the two; both only in the release that turns scaling on, with handover: true';
    context.addIssue({ code: 'custom', path: ['replicas'], message, params: { allowed, fix: 'replicas: null' } });
  }
}

const DEFAULT_REPLICAS = 2;

/** Shares are rounded up; one pod may always go. */
function letsAllGo(value: number | string, replicas: number): boolean {
  const count = typeof value === 'number' ? value : Math.ceil((Number.parseInt(value, 10) * replicas) / 100);
  return count > 1 && count >= replicas;
}
