import { type Fields, fill, own, ownFields, put, within } from './fill.ts';

/**
 * A persistent volume claim as the API server completes it.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/v1/defaults.go
 */
export function claimDefaults(claim: Fields): Fields {
  return within(claim, 'spec', claimSpecDefaults);
}

/** The spec of a claim, of a claim template, or of a pod's ephemeral claim. */
export function claimSpecDefaults(spec: Fields): Fields {
  return fill(sourceDefaults(spec), CLAIM);
}

const CLAIM = { volumeMode: 'Filesystem' };

/** What a claim is filled from is held twice, under the old name and the new one. */
function sourceDefaults(spec: Fields): Fields {
  const source = ownFields(spec, 'dataSource');
  const reference = ownFields(spec, 'dataSourceRef');
  if (source !== undefined && reference === undefined) return put(spec, 'dataSourceRef', source);
  if (source === undefined && reference !== undefined && own(reference, 'namespace') === undefined && isPlainSource(reference)) {
    return put(spec, 'dataSource', reference);
  }
  return spec;
}

function isPlainSource(reference: Fields): boolean {
  const group = own(reference, 'apiGroup') ?? '';
  const kind = own(reference, 'kind');
  return (group === '' && kind === 'PersistentVolumeClaim') || (group === 'snapshot.storage.k8s.io' && kind === 'VolumeSnapshot');
}
