import { type Toleration } from '../../../../../imports/kubernetes.ts';
import { POD_KINDS } from '../../../pods-of.ts';
import { type Finding, type Rule } from '../../../rule.ts';
import { type ApiPod } from '../../api-pods.ts';
import { invalid } from '../../field-error.ts';
import { annotationsPath } from '../security/profile-annotation-is-valid.ts';
import { tolerationFindings } from './tolerations.ts';

/** Where tolerations stood before they were a field; the API server still reads it. */
const ANNOTATION = 'scheduler.alpha.kubernetes.io/tolerations';

export const tolerationIsValid: Rule = {
  id: 'toleration-is-valid',
  severity: 'error',
  why: 'the API server refuses tolerations of taints that no node can have, and times for any effect but NoExecute',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/',
  kinds: POD_KINDS,
  keys: ['tolerations', ANNOTATION],
  *check({ apiPods }) {
    for (const pod of apiPods) {
      yield* tolerationFindings(pod.spec.tolerations, `${pod.specPath}.tolerations`);
      yield* annotationFindings(pod);
    }
  },
};

function* annotationFindings(pod: ApiPod): Iterable<Finding> {
  const text = pod.metadata.annotations?.[ANNOTATION];
  if (text === undefined || text === '') return;
  const path = annotationsPath(pod);
  const list = parsed(text);
  if (list === undefined) yield invalid(path, text, `${ANNOTATION} must be a list of tolerations in JSON`);
  else yield* tolerationFindings(list, `${path}.${ANNOTATION}`);
}

function parsed(text: string): readonly Toleration[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (value === null) return [];
    return Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item)) ? value.map(textsOnly) : undefined;
  } catch {
    return undefined;
  }
}

/** The fields of a toleration, of their types. */
function textsOnly(item: object): Toleration {
  return Object.fromEntries(Object.entries(item).filter(([key, value]) => typeof value === (key === 'tolerationSeconds' ? 'number' : 'string')));
}
