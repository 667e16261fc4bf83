import { type Finding, type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { required } from '../field-error.ts';
import { containerResourceNameErrors } from '../quota/resource-name.ts';
import { dnsLabelErrors } from '../syntax/dns-label.ts';
import { pathSegmentNameErrors } from '../syntax/path-segment-name.ts';
import { firstSourcesOf, HPA, type MetricSource } from './hpa-of.ts';

export const hpaMetricIsNamed: Rule = {
  id: 'hpa-metric-is-named',
  severity: 'error',
  why: 'the API server refuses a metric without a name that can be asked for',
  source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#support-for-metrics-apis',
  kinds: HPA,
  keys: ['metrics'],
  *check(subject) {
    for (const metric of firstSourcesOf(subject)) yield* nameFindings(metric);
  },
};

function* nameFindings({ type, path, source }: MetricSource): Iterable<Finding> {
  if (type === 'Resource' || type === 'ContainerResource') {
    const name = textOf(source['name']);
    if (name === '') yield required(`${path}.name`, 'name a resource, such as cpu');
    else if (type === 'ContainerResource') yield* eachInvalid(`${path}.name`, name, containerResourceNameErrors(name));
    if (type === 'Resource') return;
    const container = textOf(source['container']);
    if (container === '') yield required(`${path}.container`, 'name a container of the pods');
    else yield* eachInvalid(`${path}.container`, container, dnsLabelErrors(container));
    return;
  }
  const name = textOf((source['metric'] as { readonly name?: string } | null | undefined)?.name);
  if (name === '') yield required(`${path}.metric.name`, 'name a metric');
  else yield* eachInvalid(`${path}.metric.name`, name, pathSegmentNameErrors(name));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
