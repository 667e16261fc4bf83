import { type KnownMetrics } from './request-metrics.ts';

/** What a dashboard shows. */
export interface DashboardFacts {
  readonly title: string;
  /** What Grafana knows it by, at most 40 characters. */
  readonly uid: string;
  readonly namespace: string;
  readonly component: string;
  readonly metrics: KnownMetrics;
}

/** One panel: what it is called, in which unit, and the lines in it by legend. */
type Panel = readonly [title: string, unit: string, lines: Readonly<Record<string, string>>];

const WIDTH = 12;
const HEIGHT = 8;

/** Chosen by whoever looks; the first Prometheus that Grafana knows unless they do. */
const SOURCE = { type: 'prometheus', uid: '${datasource}' };

/**
 * The JSON model of a workload's dashboard: what it is asked, what it gets wrong, how long it takes and
 * how full it is, each in one row of two panels, and a line for every release.
 *
 * @see https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/
 */
export function dashboardModel({ title, uid, namespace, component, metrics }: DashboardFacts): object {
  const panels = panelsOf(namespace, component, metrics).map(([name, unit, lines], index) => ({
    datasource: SOURCE,
    fieldConfig: { defaults: { min: 0, unit }, overrides: [] },
    gridPos: { h: HEIGHT, w: WIDTH, x: (index % 2) * WIDTH, y: Math.floor(index / 2) * HEIGHT },
    id: index + 1,
    options: { legend: { displayMode: 'list', placement: 'bottom', showLegend: true }, tooltip: { mode: 'multi', sort: 'desc' } },
    targets: Object.entries(lines).map(([legendFormat, expr], line) => ({ datasource: SOURCE, expr, legendFormat, refId: String.fromCharCode(65 + line) })),
    title: name,
    type: 'timeseries',
  }));
  return {
    annotations: { list: [releases(namespace, component)] },
    editable: false,
    graphTooltip: 1,
    panels,
    refresh: '1m',
    // Older than any Grafana that the operator runs, which brings it up to date by itself.
    schemaVersion: 39,
    tags: ['slipway'],
    templating: { list: [{ hide: 0, label: 'Data source', name: 'datasource', query: 'prometheus', type: 'datasource' }] },
    time: { from: 'now-6h', to: 'now' },
    timezone: 'utc',
    title,
    uid,
  };
}

function panelsOf(namespace: string, component: string, { requests, status, errors, duration }: KnownMetrics): Panel[] {
  const target = `namespace="${namespace}",job="${component}"`;
  // The two hashes of a pod's name hold no hyphen, so that `app` does not match `app-worker`.
  const pods = `namespace="${namespace}",pod=~"${component}-[a-z0-9]+-[a-z0-9]+"`;
  const containers = `${pods},container="${component}"`;
  const quantile = (share: number): string => `histogram_quantile(${share}, sum by (le) (rate(${duration}_bucket{${target}}[$__rate_interval])))`;
  return [
    ['Requests', 'reqps', { [`{{${status}}}`]: `sum by (${status}) (rate(${requests}{${target}}[$__rate_interval]))` }],
    ['Errors', 'percentunit', { errors: `sum(rate(${requests}{${target},${status}=~"${errors}"}[$__rate_interval])) / sum(rate(${requests}{${target}}[$__rate_interval]))` }],
    ['Duration', 's', { 'half of them': quantile(0.5), '95 of 100': quantile(0.95), '99 of 100': quantile(0.99) }],
    ['Pods', 'short', { ready: `sum(kube_pod_status_ready{${pods},condition="true"})`, restarts: `sum(increase(kube_pod_container_status_restarts_total{${containers}}[$__rate_interval]))` }],
    ['CPU of the promised', 'percentunit', { '{{pod}}': `sum by (pod) (rate(container_cpu_usage_seconds_total{${containers}}[$__rate_interval])) / sum by (pod) (kube_pod_container_resource_requests{${containers},resource="cpu"})` }],
    ['Memory of the limit', 'percentunit', { '{{pod}}': `sum by (pod) (container_memory_working_set_bytes{${containers}}) / sum by (pod) (kube_pod_container_resource_limits{${containers},resource="memory"})` }],
  ];
}

/** Each release makes a ReplicaSet, whose time of making is the metric's value. */
function releases(namespace: string, component: string): object {
  return {
    datasource: SOURCE,
    enable: true,
    expr: `max by (replicaset) (kube_replicaset_created{namespace="${namespace}",replicaset=~"${component}-[a-z0-9]+"}) * 1000`,
    iconColor: 'blue',
    name: 'Releases',
    step: '60s',
    titleFormat: '{{replicaset}}',
    useValueForTime: true,
  };
}
