import { z } from 'zod';
import { hostName } from './field-name.ts';
import { httpPath } from './field-network.ts';
import { checkCount, workloadShape } from './workload-overlay.ts';

/** What overlays may say of a part of the system that answers requests. */
export const webWorkloadShape = {
  host: hostName.exactOptional().describe("Host name that it is reached by from outside, in the environment's domain. Without it: inside the cluster only."),
  paths: z.array(httpPath).min(1).exactOptional().describe('Path prefixes that are reached from outside. Without it: all.'),
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
  if (values.paths === undefined || values.host !== undefined) return;
  context.addIssue({ code: 'custom', path: ['paths'], message: 'paths are given, and no host to reach them by', params: { fix: 'host: shop.acme.example' } });
}

interface Exposable {
  readonly host?: string;
  readonly paths?: readonly string[];
}
