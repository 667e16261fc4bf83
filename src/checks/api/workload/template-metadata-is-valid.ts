import { POD_KINDS } from '../../pods-of.ts';
import { type Rule } from '../../rule.ts';
import { annotationFindings } from '../syntax/annotations.ts';
import { labelMapFindings } from '../syntax/label-selector.ts';

export const templateMetadataIsValid: Rule = {
  id: 'template-metadata-is-valid',
  severity: 'error',
  why: 'a pod gets the labels and annotations of its template, and has to be able to have them',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set',
  kinds: POD_KINDS.filter((kind) => kind !== '/Pod' && !kind.startsWith('argoproj.io/')),
  *check({ apiPods }) {
    for (const { path, metadata } of apiPods) {
      // The API server's own names of the fields, without metadata in between.
      yield* labelMapFindings(metadata.labels, `${path}.labels`);
      yield* annotationFindings(metadata.annotations, `${path}.annotations`);
    }
  },
};
