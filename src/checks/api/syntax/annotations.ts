import { type Finding } from '../../rule.ts';
import { invalid, tooLong } from '../field-error.ts';
import { byteLength } from './length.ts';
import { qualifiedNameErrors } from './qualified-name.ts';

/**
 * What is wrong with a map of annotations: every finding is about the map, as the API server has it.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/#syntax-and-character-set
 */
export function* annotationFindings(annotations: Readonly<Record<string, string>> | undefined, path: string): Iterable<Finding> {
  let size = 0;
  for (const [key, value] of Object.entries(annotations ?? {})) {
    size += byteLength(key) + byteLength(value ?? '');
    // Unlike in labels, the domain may have upper case.
    for (const error of qualifiedNameErrors(key.toLowerCase())) yield invalid(path, key, error);
  }
  if (size > ANNOTATIONS_LARGEST) yield tooLong(path, ANNOTATIONS_LARGEST);
}

/** The most bytes that the keys and values of all annotations of an object have together. */
export const ANNOTATIONS_LARGEST = 256 * 1024;
