import { isFields } from '../field.ts';
import { type Finding } from '../rule.ts';
import { invalid, required } from '../api/field-error.ts';
import { annotationFindings } from '../api/syntax/annotations.ts';
import { dns1035LabelErrors } from '../api/syntax/dns-1035-label.ts';
import { dnsLabelErrors } from '../api/syntax/dns-label.ts';
import { labelMapFindings } from '../api/syntax/label-selector.ts';
import { pathSegmentNameErrors } from '../api/syntax/path-segment-name.ts';
import { type Place } from './place.ts';
import { requiredFieldIsSet } from './required-field-is-set.ts';
import { valueFitsSchema } from './value-fits-schema.ts';

/**
 * Looks at an object that stands within a custom resource: it says what it is, and its metadata are such as any
 * object has. It may be without a name.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta/validation.go
 */
export function holdEmbedded(fields: Readonly<Record<string, unknown>>, place: Place): void {
  for (const name of ['apiVersion', 'kind'] as const) {
    const path = place.path(name);
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (value === undefined) place.add(requiredFieldIsSet, required(path, `${name} must be set`));
    else if (typeof value !== 'string') place.add(valueFitsSchema, invalid(path, value, 'must be a string'));
    else if (value === '') place.add(valueFitsSchema, invalid(path, value, 'must not be empty'));
    else for (const error of ERRORS[name](value)) place.add(valueFitsSchema, invalid(path, value, error));
  }
  const metadata = Object.hasOwn(fields, 'metadata') ? fields['metadata'] : undefined;
  if (metadata === undefined || metadata === null) return;
  const path = place.path('metadata');
  if (!isMetadata(metadata)) place.add(valueFitsSchema, invalid(path, metadata, 'must be such as the metadata of any object'));
  else for (const finding of metadataFindings(metadata, path)) place.add(valueFitsSchema, finding);
}

const ERRORS = {
  apiVersion: (text: string) => (text.split('/').length > 2 ? ['must be a version, or a group and a version'] : []),
  kind: (text: string) => dns1035LabelErrors(text.toLowerCase()),
};

/** What is looked at; the rest of any metadata is left to who reads it. */
interface Metadata {
  readonly name?: string | null;
  readonly generateName?: string | null;
  readonly namespace?: string | null;
  readonly labels?: Readonly<Record<string, string>> | null;
  readonly annotations?: Readonly<Record<string, string>> | null;
}

function isMetadata(value: unknown): value is Metadata {
  if (!isFields(value)) return false;
  const { name, generateName, namespace, labels, annotations } = value;
  return [name, generateName, namespace].every(isText) && [labels, annotations].every((map) => map === undefined || map === null || (isFields(map) && Object.values(map).every(isText)));
}

function isText(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'string';
}

function* metadataFindings({ name, generateName, namespace, labels, annotations }: Metadata, path: string): Iterable<Finding> {
  if (generateName) for (const error of pathSegmentNameErrors(generateName)) yield invalid(`${path}.generateName`, generateName, error);
  if (name) for (const error of pathSegmentNameErrors(name)) yield invalid(`${path}.name`, name, error);
  if (namespace) for (const error of dnsLabelErrors(namespace)) yield invalid(`${path}.namespace`, namespace, error);
  yield* labelMapFindings(withoutNulls(labels), `${path}.labels`);
  yield* annotationFindings(withoutNulls(annotations), `${path}.annotations`);
}

/** What is null in a map of texts is read as empty. */
function withoutNulls(map: Readonly<Record<string, string | null>> | null | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(map ?? {}).map(([key, value]) => [key, value ?? '']));
}
