import { type Fields, own, ownFields, put, withinAlways } from './fill.ts';

/**
 * A Namespace as the API server completes it: labelled with its own name, and finalized by Kubernetes.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/v1/defaults.go
 */
export function namespaceDefaults(namespace: Fields): Fields {
  const name = own(ownFields(namespace, 'metadata') ?? NOTHING, 'name');
  if (typeof name !== 'string' || name === '') return namespace;
  return withinAlways(namespace, 'metadata', (metadata) => withinAlways(metadata, 'labels', (labels) => put(labels, 'kubernetes.io/metadata.name', name)));
}

const NOTHING: Fields = Object.freeze({});
