import { type Finding } from '../../rule.ts';
import { invalid, notSupported, required } from '../field-error.ts';
import { qualifiedNameErrors } from './qualified-name.ts';

/** A field of the pod, for a variable or a file. */
export interface ObjectFieldReference {
  readonly apiVersion?: string | undefined;
  readonly fieldPath: string;
}

/** The fields that a variable can have. */
export const ENV_FIELDS: readonly string[] = [
  'metadata.name', 'metadata.namespace', 'metadata.uid', 'spec.nodeName', 'spec.serviceAccountName', 'status.hostIP', 'status.hostIPs', 'status.podIP', 'status.podIPs',
];

/** The fields that a file in a volume can have. */
export const VOLUME_FIELDS: readonly string[] = ['metadata.name', 'metadata.namespace', 'metadata.labels', 'metadata.annotations', 'metadata.uid'];

/**
 * What is wrong with a reference to a field of the pod.
 * @param fields those that may be asked for beside single labels and annotations
 * @see https://kubernetes.io/docs/concepts/workloads/pods/downward-api/#available-fields
 */
export function* objectFieldFindings({ apiVersion, fieldPath }: ObjectFieldReference, path: string, fields: readonly string[]): Iterable<Finding> {
  if (fieldPath === undefined || fieldPath === '') return void (yield required(`${path}.fieldPath`, 'name a field of the pod'));
  if ((apiVersion || 'v1') !== 'v1') return void (yield invalid(`${path}.fieldPath`, fieldPath, `apiVersion must be v1, is ${JSON.stringify(apiVersion)}`));
  const entry = entryOf(fieldPath);
  if (entry === undefined) {
    if (!KNOWN.includes(fieldPath)) yield invalid(`${path}.fieldPath`, fieldPath, `no such field of a pod can be asked for; write one of ${fields.join(', ')}`);
    // The former name of the field.
    else if (!fields.includes(fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath)) yield notSupported(`${path}.fieldPath`, fieldPath, fields);
  } else if (entry.map === 'metadata.labels' || entry.map === 'metadata.annotations') {
    const key = entry.map === 'metadata.labels' ? entry.key : entry.key.toLowerCase();
    for (const error of qualifiedNameErrors(key)) yield invalid(path, entry.key, error);
  } else {
    yield invalid(`${path}.fieldPath`, fieldPath, 'only metadata.labels and metadata.annotations have entries');
  }
}

const KNOWN = [
  ...ENV_FIELDS, 'metadata.labels', 'metadata.annotations', 'spec.host', 'spec.restartPolicy', 'spec.schedulerName', 'status.phase',
];

/** The parts of `metadata.labels['app']`. */
function entryOf(fieldPath: string): { readonly map: string; readonly key: string } | undefined {
  const start = fieldPath.indexOf("['");
  return start > 0 && fieldPath.endsWith("']") && fieldPath.length >= start + 4 ? { map: fieldPath.slice(0, start), key: fieldPath.slice(start + 2, -2) } : undefined;
}
