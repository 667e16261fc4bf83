import { type Fields, isFields, ownList } from '../../api/defaults/fill.ts';
import { differingFields, fieldsAt, type ImmutableField, type ImmutableRule, type Update, valueAt } from '../immutable-field.ts';
import { type Place } from '../place.ts';
import { sameValue } from '../same-value.ts';

/** Nearly everything of a pod but its images. */
export const pod: ImmutableRule = {
  kinds: ['/Pod'],
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/#pod-update-and-replacement',
  check: (update) => differingFields(update, 'spec').flatMap((field) => (isAllowed(field, update) ? [] : [refused(field)])),
};

function refused(field: string): ImmutableField {
  return { path: `spec.${field}`, reason: `${field} of a running pod can't change`, wayOut: 'delete the pod and apply again, or let a Deployment own it, which replaces its pods' };
}

function isAllowed(field: string, update: Update): boolean {
  const [before, after] = [valueAt(update.live, 'spec', field), valueAt(update.next, 'spec', field)];
  const place = update.place.field('spec').field(field);
  switch (field) {
    case 'containers':
    case 'initContainers':
      return onlyImages(before, after, place);
    case 'activeDeadlineSeconds':
      return typeof after === 'number' && (before === undefined || (typeof before === 'number' && after <= before));
    case 'tolerations':
      return keepsAll(before, after, place);
    case 'terminationGracePeriodSeconds':
      return typeof before === 'number' && before < 0 && after === 1;
    case 'schedulingGates':
      return keepsAll(after, before, place);
    case 'nodeSelector':
      return isGated(update) && isFields(before ?? {}) && Object.entries((before ?? {}) as Fields).every(([key, value]) => isFields(after) && after[key] === value);
    case 'affinity':
      return isGated(update) && before === undefined && Object.keys(fieldsAt(update.next, 'spec', 'affinity')).every((key) => key === 'nodeAffinity');
    default:
      return false;
  }
}

/** A pod that the scheduler is told to wait with may still be narrowed to nodes. */
function isGated({ live }: Update): boolean {
  return ownList(fieldsAt(live, 'spec'), 'schedulingGates').length > 0;
}

function onlyImages(before: unknown, after: unknown, place: Place): boolean {
  if (!Array.isArray(before) || !Array.isArray(after) || before.length !== after.length) return false;
  return before.every((item: unknown, index) => {
    const other: unknown = after[index];
    return isFields(item) && isFields(other) && sameValue({ ...item, image: '' }, { ...other, image: '' }, place.items);
  });
}

function keepsAll(before: unknown, after: unknown, place: Place): boolean {
  const [all, kept] = [before ?? [], after ?? []];
  return Array.isArray(all) && Array.isArray(kept) && all.every((item) => kept.some((other) => sameValue(item, other, place.items)));
}
