import { z } from 'zod';
import { checkCount, workloadShape } from './workload-overlay.ts';

/** What overlays may say of a part of the system that nobody sends requests to. */
export const workerOverlay = z.strictObject(workloadShape).superRefine(checkCount);
