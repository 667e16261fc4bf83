import { z } from 'zod';
import { percentage, wholeNumber } from './field-choice.ts';
import { duration } from './field-duration.ts';
import { hostName } from './field-name.ts';
import { httpPath } from './field-network.ts';
import { checkCount, workloadShape } from './workload-overlay.ts';

/** How often one client may ask. */
const rateLimit = z
  .strictObject({
    requestsPerSecond: wholeNumber(1, 100_000, 50).describe('Requests in a second that go on for ever.'),
    burst: wholeNumber(1, 10_000_000, 100).exactOptional().describe('Requests at once, a whole multiple of those in a second. Without it: twice as many.'),
  })
  .superRefine(({ requestsPerSecond, burst }, context) => {
    if (burst === undefined || (burst >= requestsPerSecond && burst % requestsPerSecond === 0)) return;
    const params = { allowed: `${requestsPerSecond}, ${2 * requestsPerSecond}, ${3 * requestsPerSecond} ...`, fix: `burst: ${Math.ceil(burst / requestsPerSecond) * requestsPerSecond}` };
    context.addIssue({ code: 'custom', path: ['burst'], message: `${burst} is no whole multiple of ${requestsPerSecond} requests in a second`, params });
  });

const canary = z
  .strictObject({
    steps: z
      .array(
        z.strictObject({
          weight: wholeNumber(1, 100, 10).describe('Percent of the traffic that the new version gets.'),
          pause: duration.describe('How long until the next step.'),
        }),
      )
      .min(1)
      .max(20)
      .exactOptional()
      .describe('The smallest weight first; after the last the new version gets everything. Without them: 10% for 2m, 30% for 3m, 50% for 5m.'),
  })
  .superRefine(({ steps = [] }, context) => {
    steps.forEach(({ weight }, index) => {
      const before = index === 0 ? 0 : steps[index - 1]!.weight;
      if (weight > before) return;
      const params = { allowed: `${before + 1} to 100`, fix: `weight: ${Math.min(100, before + 10)}` };
      context.addIssue({ code: 'custom', path: ['steps', index, 'weight'], message: `${weight} is not more than the ${before} of the step before`, params });
    });
  });

/** What overlays may say of a part of the system that answers requests. */
export const webWorkloadShape = {
  host: hostName.exactOptional().describe("Host name that it is reached by from outside, in the environment's domain. Without it: inside the cluster only."),
  paths: z.array(httpPath).min(1).exactOptional().describe('Path prefixes that are reached from outside. Without it: all.'),
  rateLimit: rateLimit.exactOptional().describe('How often one client from outside may ask. Without it: as often as it likes.'),
  strategy: z.enum(['rolling', 'canary', 'blue-green']).exactOptional().describe('How a new version takes over; all but rolling need Argo Rollouts in the environment. Without it: rolling.'),
  canary: canary.exactOptional().describe('Steps of the strategy canary.'),
  maxErrors: percentage.exactOptional().describe("What part of a new version's requests may fail before it is taken back; refused where nobody counts them. Without it: 5%, where somebody does."),
  ...workloadShape,
};

/**
 * What overlays may say of a part of the system that answers requests. Its values fit the props of
 * a WebWorkload: host and paths come as `expose`, too.
 */
export const webWorkloadOverlay = z.strictObject(webWorkloadShape).superRefine(checkWebWorkload).transform(exposed);

/** The host name and paths as the props of a WebWorkload take them. */
export function exposed<Values extends Exposable>(values: Values): Values & { readonly expose?: { readonly host: string; readonly paths?: readonly string[] } } {
  const { host, paths } = values;
  return host === undefined ? values : { ...values, expose: { host, ...(paths === undefined ? {} : { paths }) } };
}

/** Refuses values of a web workload that contradict each other. */
export function checkWebWorkload(values: z.output<z.ZodObject<typeof webWorkloadShape>>, context: z.core.$RefinementCtx): void {
  checkCount(values, context);
  if (values.rateLimit !== undefined && values.host === undefined) {
    context.addIssue({ code: 'custom', path: ['rateLimit'], message: 'clients from outside are held to a rate, and there is no host to reach it by', params: { fix: 'host: shop.acme.example' } });
  }
  if (values.paths === undefined || values.host !== undefined) return;
  context.addIssue({ code: 'custom', path: ['paths'], message: 'paths are given, and no host to reach them by', params: { fix: 'host: shop.acme.example' } });
}

interface Exposable {
  readonly host?: string;
  readonly paths?: readonly string[];
}
