import { type Construct } from 'constructs';
import { PodMonitor } from '../../imports/monitoring.coreos.com/pod-monitor.ts';
import { type RolloutArgs } from '../../imports/argoproj.io/rollout.ts';
import { admit } from './edge.ts';
import { type System } from './system.ts';
import { WAVE } from './wave.ts';

/** The counter of requests that the program exposes, by which its errors are told. */
export interface RequestCounter {
  /** Name of a counter of answered requests: `http_requests_total`. */
  readonly name: string;
  /** The label that tells failed ones: `status=~"5.."`. */
  readonly failed: string;
}

/** Whose requests are counted. */
export interface ErrorCountProps {
  /** The component. */
  readonly component: string;
  /** Counter of the program, where it has one. @default what the proxies of Istio count */
  readonly requests?: RequestCounter | undefined;
  /** Whether Prometheus scrapes the program. */
  readonly scraped: boolean;
  /** Service that gateways of Istio call the new version by while errors are counted; absent where none does. */
  readonly counted?: string | undefined;
}

/** How the errors of a new version are told. */
export interface ErrorCount {
  /** PromQL: the share of its requests that fail; no answer where nothing of it is scraped. */
  readonly query: string;
  readonly args?: readonly RolloutArgs[];
  /** Adds what the count is scraped by. */
  add(scope: Construct): void;
}

/** The port at which a proxy of Istio tells its own metrics, and its name. */
const PROXY_METRICS = { port: 15_090, name: 'http-envoy-prom', path: '/stats/prometheus' } as const;

const ISTIO = { name: 'istio_requests_total', failed: 'response_code=~"5.*"' } as const;

/**
 * The errors of a new version: the program's own counter by the names of the new pods, else what the
 * proxies before these pods count, else, where the pods have none, what gateways of Istio count that call
 * them. Undefined where nobody counts, or the target has no Prometheus that may scrape it.
 *
 * The proxies that answer are asked, not those that call: callers are any pods of any namespace, and the
 * proxy of the new version sees the requests of all of them. What never gets to it, since no pod is ready,
 * is for the analysis of readiness to tell.
 *
 * A version that nobody asked yet has no errors; one that nothing is scraped of has no answer, and an
 * answer that is missing fails the measurement: `up` tells the two apart.
 *
 * @see https://istio.io/latest/docs/reference/config/metrics/
 */
export function errorCount(system: System, { component, requests, scraped, counted }: ErrorCountProps): ErrorCount | undefined {
  const { target, namespaceName } = system;
  if (target.rollouts?.prometheus === undefined) return undefined;
  const newPods = `namespace="${namespaceName}",pod=~"${component}-{{args.revision}}-.*"`;
  const args: RolloutArgs[] = [{ name: 'revision', valueFrom: { podTemplateHashValue: 'Latest' } }];
  if (requests !== undefined) {
    if (target.monitoring === undefined || !scraped) return undefined;
    return { query: share(requests, newPods, `sum(up{${newPods}}) > 0`), args, add: () => undefined };
  }
  if (target.mesh === 'istio') {
    if (target.monitoring === undefined) return undefined;
    return { query: share(ISTIO, `reporter="destination",${newPods}`, `sum(up{endpoint="${PROXY_METRICS.name}",${newPods}}) > 0`), args, add: (scope) => addProxyScrape(scope, system, component) };
  }
  if (counted === undefined) return undefined;
  // Of gateways in another namespace, which whoever runs them has scraped; any request at all tells that.
  const labels = `reporter="source",destination_service_namespace="${namespaceName}",destination_service_name="${counted}"`;
  return { query: share(ISTIO, labels, `count(${ISTIO.name}{reporter="source"})`), add: () => undefined };
}

/** Why nobody counts the errors of a new version, and what to do about it. */
export function whyUncounted({ rollouts, monitoring }: System['target'], { requests, scraped }: ErrorCountProps): { readonly because: string; readonly fix: string } {
  if (rollouts?.prometheus === undefined) return { because: 'the environment names no Prometheus to ask', fix: 'rollouts: { prometheus: "http://prometheus-operated.monitoring:9090" } in overlays/environments.yaml' };
  if (monitoring === undefined) return { because: 'the environment does not say who scrapes', fix: 'monitoring: { from: { namespace: monitoring, labels: { app.kubernetes.io/name: prometheus } } } in overlays/environments.yaml' };
  if (requests !== undefined && !scraped) return { because: `nothing scrapes ${requests.name}`, fix: 'metrics: { port: 9090 }   (of the workload in build.ts)' };
  return { because: 'the program names no counter of its requests, and no proxy of Istio counts them here', fix: `requests: { name: 'http_requests_total', failed: 'status=~"5.."' }   (of the workload in build.ts, beside its metrics)` };
}

function share({ name, failed }: RequestCounter, labels: string, known: string): string {
  const rate = (more: string): string => `sum(rate(${name}{${labels}${more}}[2m]))`;
  return `${rate(`,${failed}`)} / ${rate('')} or 0 * (${known})`;
}

/**
 * The proxies' own count, and nothing else of what they tell. That port is the proxy's: it takes plaintext
 * whatever the mesh's policies say, and the network policy alone holds it.
 */
function addProxyScrape(scope: Construct, system: System, component: string): void {
  const { monitoring } = system.target;
  if (monitoring === undefined) return;
  new PodMonitor(scope, 'proxies', {
    metadata: system.metadata({ name: `${component}-proxy`, component, wave: WAVE.stores, labels: monitoring.labels }),
    spec: {
      podMetricsEndpoints: [
        { interval: '30s', metricRelabelings: [{ action: 'keep', regex: ISTIO.name, sourceLabels: ['__name__'] }], path: PROXY_METRICS.path, port: PROXY_METRICS.name, scheme: 'http' },
      ],
      selector: { matchLabels: system.selector(component) },
    },
  });
  admit(scope, { from: 'prometheus', peer: monitoring.from, to: component, port: PROXY_METRICS.port, ofProxy: true });
}
