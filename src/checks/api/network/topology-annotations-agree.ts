import { type Rule } from '../../rule.ts';
import { keyPath } from '../config/key-path.ts';
import { invalid } from '../field-error.ts';
import { SERVICE, serviceOf } from './service-of.ts';

export const topologyAnnotationsAgree: Rule = {
  id: 'topology-annotations-agree',
  severity: 'error',
  why: 'the API server refuses a Service whose two annotations about topology say different things',
  source: 'https://kubernetes.io/docs/concepts/services-networking/topology-aware-routing/',
  kinds: SERVICE,
  keys: ['service.kubernetes.io/topology-mode'],
  *check(subject) {
    const { annotations } = serviceOf(subject);
    const [mode, hints] = [annotations[MODE], annotations[HINTS]];
    if (Object.hasOwn(annotations, MODE) && Object.hasOwn(annotations, HINTS) && mode !== hints) {
      yield { ...invalid(keyPath('metadata.annotations', MODE), mode, `must be the same as ${HINTS}, its former name`), fix: `remove ${HINTS}` };
    }
  },
};

const MODE = 'service.kubernetes.io/topology-mode';
const HINTS = 'service.kubernetes.io/topology-aware-hints';
