import { compareQuantity, quantityProblem } from '../../kernel/quantity.ts';
import { differingFields, differs, type ImmutableField, type ImmutableRule, type Update, valueAt } from '../immutable-field.ts';

/** A claim, but for its size, which can only grow, once it is bound and where its class lets it. */
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
  const name = valueAt(update.live, 'spec', 'storageClassName');
  const isExpandable = typeof name === 'string' ? update.cluster.isExpandable?.(name) : undefined;
  const which = typeof name === 'string' ? `StorageClass ${name}` : 'the default StorageClass';
  if (isExpandable === false) return [{ path: where, reason: `${which} does not let its claims grow (allowVolumeExpansion)`, wayOut: `set allowVolumeExpansion: true on ${which}` }];
  if (isBound(update) && isExpandable === true) return [];
  // Nearly every claim is bound, and nearly every class lets its claims grow: only the cluster knows.
  const grown = `grows in place from ${before} to ${after}, as every bound claim does`;
  if (isExpandable === true) return [{ path: where, reason: 'it is not bound yet', wayOut: 'a claim that no pod uses yet is deleted and made anew', otherwise: grown }];
  return [{ path: where, reason: `${which} does not allow expansion`, wayOut: `where it does not, set allowVolumeExpansion: true on ${which} first`, otherwise: `${grown} whose class allows expansion` }];
}

function isQuantity(value: unknown): value is string {
  return typeof value === 'string' && quantityProblem(value) === undefined;
}
