import { type Rule } from '../../rule.ts';
import { forbidden, notSupported, required } from '../field-error.ts';
import { HPA, metricsOf, SOURCES, sourcesOf, type SourceType } from './hpa-of.ts';

export const hpaMetricHasItsSource: Rule = {
  id: 'hpa-metric-has-its-source',
  severity: 'error',
  why: 'the API server refuses a metric that isn\'t described as its type says, and only so',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/horizontal-pod-autoscaler-v2/#HorizontalPodAutoscalerSpec',
  kinds: HPA,
  keys: ['metrics'],
  *check(subject) {
    for (const metric of metricsOf(subject)) {
      const { path, item } = metric;
      const type = item.type ?? '';
      const found = sourcesOf(metric);
      const own = TYPES.includes(type) ? SOURCES[type as SourceType] : undefined;
      if (type === '') yield required(`${path}.type`, `write one of ${TYPES.join(', ')}`);
      else if (own === undefined) yield notSupported(`${path}.type`, type, TYPES);
      if (own !== undefined && !item[own]) yield required(`${path}.${own}`, `a metric of type ${type} is described there`);
      if (found.length === 1) continue;
      for (const { type: other, path: at } of found) {
        if (SOURCES[other] !== own) yield forbidden(at, `a metric of type ${type} is described in ${own ?? 'no field'} only`);
      }
    }
  },
};

const TYPES: readonly string[] = Object.keys(SOURCES);
