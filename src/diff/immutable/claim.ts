import { compareQuantity, quantityProblem } from '../../kernel/quantity.ts';
import { differingFields, differs, type ImmutableField, type ImmutableRule, type Update, valueAt } from '../immutable-field.ts';

/** A claim, but for its size, which can only grow, and only once it is bound. */
export const claim: ImmutableRule = {
  kinds: ['/PersistentVolumeClaim'],
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#expanding-persistent-volumes-claims',
  check: (update) => [...fixed(update), ...size(update)],
};

const WAY_OUT = 'make another claim under a new name, copy the data, and switch over';

function fixed(update: Update): readonly ImmutableField[] {
  return differingFields(update, 'spec').flatMap((field) => {
    if (field === 'resources') return differs(update, 'spec', 'resources', 'limits') ? [refused('resources.limits')] : [];
    // The binder sets it, and whoever applies may do so for it, once.
    if (field === 'volumeName' && valueAt(update.live, 'spec', 'volumeName') === undefined && !isBound(update)) return [];
    if (field === 'volumeAttributesClassName' && isBound(update) && valueAt(update.next, 'spec', field) !== undefined) return [];
    return [refused(field)];
  });
}

function refused(field: string): ImmutableField {
  return { path: `spec.${field}`, reason: `${field} of a volume claim is fixed when it is made`, wayOut: WAY_OUT };
}

function isBound({ live, cluster }: Update): boolean {
  return cluster.isBound?.(live) === true || valueAt(live, 'spec', 'volumeName') !== undefined;
}

function size(update: Update): readonly ImmutableField[] {
  const path = ['spec', 'resources', 'requests'];
  if (!differs(update, ...path)) return [];
  const where = 'spec.resources.requests.storage';
  const [before, after] = [valueAt(update.live, ...path, 'storage'), valueAt(update.next, ...path, 'storage')];
  if (!isQuantity(before) || !isQuantity(after)) return [{ path: where, reason: 'a volume claim asks for storage from first to last', wayOut: WAY_OUT }];
  if (compareQuantity(after, before) < 0) return [{ path: where, reason: `a volume never shrinks, and ${after} is less than ${before}`, wayOut: WAY_OUT }];
  if (!isBound(update)) return [{ path: where, reason: 'a volume claim grows only once it is bound', wayOut: 'wait until a pod uses it, then grow it' }];
  const name = valueAt(update.live, 'spec', 'storageClassName');
  const isExpandable = typeof name === 'string' ? update.cluster.isExpandable?.(name) : undefined;
  if (isExpandable === true) return [];
  const which = typeof name === 'string' ? `StorageClass ${name}` : 'the default StorageClass';
  return [{ path: where, reason: `${which} ${isExpandable === false ? 'does not let' : 'must let'} its claims grow (allowVolumeExpansion)`, wayOut: `set allowVolumeExpansion: true on ${which}` }];
}

function isQuantity(value: unknown): value is string {
  return typeof value === 'string' && quantityProblem(value) === undefined;
}
