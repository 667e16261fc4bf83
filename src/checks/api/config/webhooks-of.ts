import { type MutatingWebhook } from '../../../../imports/kubernetes.ts';
import { type Subject } from '../../subject.ts';
import { type Item, itemsOf } from './items-of.ts';
import { bodyOf } from './spec-of.ts';

/** The kinds that have webhooks. */
export const WEBHOOK_KINDS: readonly string[] = ['admissionregistration.k8s.io/ValidatingWebhookConfiguration', 'admissionregistration.k8s.io/MutatingWebhookConfiguration'];

/** The webhooks of a configuration; only mutating ones have a reinvocationPolicy. */
export function webhooksOf(subject: Subject): readonly Item<MutatingWebhook>[] {
  return itemsOf(bodyOf<{ readonly webhooks: readonly MutatingWebhook[] }>(subject).webhooks, 'webhooks');
}
