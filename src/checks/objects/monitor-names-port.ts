import { at, isFields, listAt } from '../field.ts';
import { type Rule } from '../rule.ts';

const LISTS: Readonly<Record<string, string>> = { 'monitoring.coreos.com/PodMonitor': 'podMetricsEndpoints', 'monitoring.coreos.com/ServiceMonitor': 'endpoints' };

export const monitorNamesPort: Rule = {
  id: 'monitor-names-port',
  severity: 'error',
  why: 'a monitor that names no port scrapes nothing, or every port there is, those of the program itself too',
  source: 'https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.Endpoint',
  kinds: Object.keys(LISTS),
  *check({ manifest, kind }) {
    const list = LISTS[kind]!;
    const endpoints = listAt(manifest, 'spec', list);
    if (endpoints.length === 0) yield { path: `spec.${list}`, message: 'the monitor has no endpoint, and scrapes nothing', fix: `${list}: [{ port: metrics }]` };
    for (let index = 0; index < endpoints.length; index++) {
      const endpoint = endpoints[index];
      if (!isFields(endpoint) || ['port', 'portNumber', 'targetPort'].some((field) => (at(endpoint, field) ?? '') !== '')) continue;
      yield { path: `spec.${list}[${index}].port`, message: 'the endpoint names no port', fix: 'port: metrics   # the name of a port' };
    }
  },
};
