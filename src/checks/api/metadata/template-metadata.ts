import { type ObjectMeta } from '../../../../imports/kubernetes.ts';
import { type Finding } from '../../rule.ts';
import { forbidden } from '../field-error.ts';
import { annotationFindings } from '../syntax/annotations.ts';
import { labelMapFindings } from '../syntax/label-selector.ts';

/** What is wrong with the metadata of a template that claims are made from: only labels and annotations are taken over. */
export function* templateMetadataFindings(metadata: ObjectMeta | undefined, path: string): Iterable<Finding> {
  for (const [field, value] of Object.entries(metadata ?? {})) {
    if (!ALLOWED.includes(field) && !isZero(value)) yield forbidden(`${path}.${field}`, 'cannot be set: only labels and annotations are taken over');
  }
  yield* labelMapFindings(metadata?.labels, `${path}.labels`);
  yield* annotationFindings(metadata?.annotations, `${path}.annotations`);
}

const ALLOWED = ['annotations', 'labels'];

/** What Go reads as no value at all. */
function isZero(value: unknown): boolean {
  return value === undefined || value === null || value === '' || value === 0;
}
