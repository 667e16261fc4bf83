import { differingFields, type ImmutableRule } from '../immutable-field.ts';

const MUTABLE: ReadonlySet<string> = new Set([
  'minReadySeconds', 'ordinals', 'persistentVolumeClaimRetentionPolicy', 'replicas', 'revisionHistoryLimit', 'template', 'updateStrategy',
]);

/** Nearly everything of a StatefulSet but its template and how that is rolled out. */
export const statefulSet: ImmutableRule = {
  kinds: ['apps/StatefulSet'],
  source: 'https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/apps/validation/validation.go',
  check: (update) =>
    differingFields(update, 'spec')
      .filter((field) => !MUTABLE.has(field))
      .map((field) => ({
        path: `spec.${field}`,
        reason: `${field} of a StatefulSet is fixed when it is made`,
        wayOut:
          field === 'volumeClaimTemplates'
            ? 'grow the claims themselves first, then delete the StatefulSet with --cascade=orphan and apply again: its pods and claims stay'
            : 'delete the StatefulSet with --cascade=orphan and apply again: its pods and claims stay',
      })),
};
