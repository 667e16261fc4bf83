import { type CronJobSpec } from '../../../../imports/kubernetes.ts';
import { type Subject } from '../../subject.ts';

/** The spec of a CronJob as validation sees it; of what the schema wants, anything may be missing. */
export function cronJobOf({ defaulted }: Subject): Partial<CronJobSpec> {
  return (defaulted as { readonly spec?: Partial<CronJobSpec> }).spec ?? {};
}
