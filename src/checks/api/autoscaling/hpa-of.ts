import { type HorizontalPodAutoscalerSpec, type MetricSpec, type MetricTarget } from '../../../../imports/kubernetes.ts';
import { type Subject } from '../../subject.ts';
import { type Item, itemsOf } from '../config/items-of.ts';
import { specOf } from '../config/spec-of.ts';

/** The kind that all these rules are about. */
export const HPA: readonly string[] = ['autoscaling/HorizontalPodAutoscaler'];

/** Where each sort of metric is described. */
export const SOURCES = {
  Object: 'object',
  External: 'external',
  Pods: 'pods',
  Resource: 'resource',
  ContainerResource: 'containerResource',
} as const;

/** A sort of metric. */
export type SourceType = keyof typeof SOURCES;

/** The first description that a metric has, the only one that is looked at. */
export interface MetricSource {
  readonly type: SourceType;
  /** Such as `spec.metrics[0].resource`. */
  readonly path: string;
  /** Any of the descriptions: what one has not is missing. */
  readonly source: Partial<Record<string, unknown>> & { readonly target?: Partial<MetricTarget> };
}

/** The metrics of an autoscaler as `autoscaling/v2` has them. */
export function metricsOf(subject: Subject): readonly Item<MetricSpec>[] {
  return itemsOf(specOf<HorizontalPodAutoscalerSpec>(subject).metrics, 'spec.metrics');
}

/** The descriptions that a metric has. */
export function sourcesOf({ path, item }: Item<MetricSpec>): readonly MetricSource[] {
  return (Object.keys(SOURCES) as SourceType[]).flatMap((type) => {
    const key = SOURCES[type];
    const source = item[key];
    return source ? [{ type, path: `${path}.${key}`, source: source as unknown as MetricSource['source'] }] : [];
  });
}

/** The description of each metric that is looked at. */
export function firstSourcesOf(subject: Subject): readonly MetricSource[] {
  return metricsOf(subject).flatMap((metric) => sourcesOf(metric).slice(0, 1));
}
