import { z } from 'zod';
import { compareQuantity } from '../kernel/quantity.ts';
import { wholeNumber } from './field-choice.ts';
import { cpuQuantity, memoryQuantity, storageQuantity } from './field-quantity.ts';

/** The most that a system may claim in an environment. Its values fit the props of a Quota. */
export const quotaOverlay = z
  .strictObject({
    requests: z
      .strictObject({
        cpu: cpuQuantity.describe('Cores promised to all pods together.'),
        memory: memoryQuantity.describe('Memory promised to all pods together.'),
      })
      .describe('Sum of what is promised.'),
    limits: z
      .strictObject({
        cpu: cpuQuantity.exactOptional().describe('Sum of the limits on cores.'),
        memory: memoryQuantity.exactOptional().describe('Sum of the limits on memory.'),
      })
      .exactOptional()
      .describe('Sum of the limits. Without it: not bounded.'),
    pods: wholeNumber(1, 10_000, 20).describe('Pods, finished ones not counted. A rolling update needs room for more than run.'),
    storage: storageQuantity.exactOptional().describe('Sum of the sizes of all volume claims. Without it: not bounded.'),
    volumeClaims: wholeNumber(0, 10_000, 5).exactOptional().describe('Volume claims. Without it: not bounded.'),
  })
  .superRefine(({ requests, limits = {} }, context) => {
    for (const resource of ['cpu', 'memory'] as const) {
      const limit = limits[resource];
      if (limit === undefined || compareQuantity(limit, requests[resource]) >= 0) continue;
      context.addIssue({
        code: 'custom',
        path: ['limits', resource],
        message: `${limit} is less than the requests' ${requests[resource]}`,
        params: { allowed: `${requests[resource]} or more`, fix: `${resource}: ${requests[resource]}` },
      });
    }
  });
