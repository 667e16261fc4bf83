import { type HorizontalPodAutoscalerSpec } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { specOf } from '../config/spec-of.ts';
import { forbidden, invalid, required } from '../field-error.ts';
import { HPA, metricsOf } from './hpa-of.ts';

export const hpaReplicasAreInBounds: Rule = {
  id: 'hpa-replicas-are-in-bounds',
  severity: 'error',
  why: 'the API server refuses an autoscaler whose bounds leave it no number of pods',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/#HorizontalPodAutoscalerSpec',
  kinds: HPA,
  *check(subject) {
    const { maxReplicas, ...spec } = specOf<HorizontalPodAutoscalerSpec>(subject);
    const minReplicas = spec.minReplicas ?? 1;
    if (minReplicas < 1) yield invalid('spec.minReplicas', minReplicas, 'must be greater than or equal to 1');
    if (!maxReplicas) yield required('spec.maxReplicas', 'must be set and greater than 0');
    else if (maxReplicas < 0) yield invalid('spec.maxReplicas', maxReplicas, 'must be greater than or equal to 1');
    if ((maxReplicas ?? 0) < minReplicas) yield invalid('spec.maxReplicas', maxReplicas ?? 0, `must be greater than or equal to minReplicas, ${minReplicas}`);
    if (minReplicas === 0 && !metricsOf(subject).some(({ item: { type } }) => type === 'Object' || type === 'External')) {
      yield forbidden('spec.metrics', 'no pods at all need an Object or External metric, which is there without them');
    }
  },
};
