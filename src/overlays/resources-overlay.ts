import { z } from 'zod';
import { compareQuantity } from '../kernel/quantity.ts';
import { cpuQuantity, memoryQuantity, storageQuantity } from './field-quantity.ts';

const amounts = {
  cpu: cpuQuantity,
  memory: memoryQuantity,
  ephemeralStorage: storageQuantity,
};

/** What a container is promised where overlays do not say. */
interface Promised {
  readonly cpu: string;
  readonly memory: string;
  readonly ephemeralStorage: string;
}

/** What a container is promised, and what it may not exceed; what is promised without a word differs from part to part. */
export function resourcesWith(promised: Promised) {
  return z
    .strictObject({
      cpu: amounts.cpu.default(promised.cpu).describe('Cores it is promised.'),
      memory: amounts.memory.default(promised.memory).describe('Memory it is promised, and its limit where none is given.'),
      ephemeralStorage: amounts.ephemeralStorage.default(promised.ephemeralStorage).describe("Room on the node's disk that it is promised, for logs and scratch directories."),
      limits: z
        .strictObject({
          cpu: amounts.cpu.exactOptional().describe('Most cores. Without it: the request, at least 1.'),
          memory: amounts.memory.exactOptional().describe('Most memory. Without it: the request.'),
          ephemeralStorage: amounts.ephemeralStorage.exactOptional().describe('Most room on the disk. Without it: the request, at least 1Gi.'),
        })
        .exactOptional()
        .describe('What it may not exceed.'),
    })
    .superRefine(({ limits = {}, ...requests }, context) => {
      for (const resource of ['cpu', 'memory', 'ephemeralStorage'] as const) {
        const limit = limits[resource];
        if (limit === undefined || compareQuantity(limit, requests[resource]) >= 0) continue;
        context.addIssue({
          code: 'custom',
          path: ['limits', resource],
          message: `the limit ${limit} is below the request ${requests[resource]}`,
          params: { allowed: `${requests[resource]} or more`, fix: `${resource}: ${requests[resource]}` },
        });
      }
    });
}

/** Resources of a workload. */
export const resourcesOverlay = resourcesWith({ cpu: '100m', memory: '256Mi', ephemeralStorage: '256Mi' });
