import { type Construct } from 'constructs';
import { BackendTrafficPolicy } from '../../imports/gateway.envoyproxy.io/backend-traffic-policy.ts';
import { EnvoyFilter } from '../../imports/networking.istio.io/envoy-filter.ts';
import { quoted } from '../kernel/problem.ts';
import { type PropCheck } from './prop-check.ts';
import { System } from './system.ts';
import { type Target } from './target.ts';
import { WAVE } from './wave.ts';

/**
 * How often one client may ask, told apart by its address, where traffic comes in. Every proxy counts for
 * itself: with three of them a client that is spread over all may get three times as much.
 */
export interface RateLimit {
  /** Requests in a second that go on for ever. */
  readonly requestsPerSecond: number;
  /**
   * Requests at once, a whole multiple of those in a second, as nginx counts them. Envoy Gateway knows one
   * number only, which is those in a second.
   * @default twice those in a second
   */
  readonly burst?: number | undefined;
}

/** What enforces a limit. */
export type Limiter = 'nginx' | 'envoy-gateway' | 'istio';

/** What of the target can hold a client to a rate, undefined where nothing can. */
export function limiterOf({ exposure, mesh }: Target): Limiter | undefined {
  switch (exposure?.kind) {
    case 'ingress':
      return exposure.controller === 'nginx' ? 'nginx' : undefined;
    case 'gateway':
      if (exposure.controller === 'envoy-gateway') return 'envoy-gateway';
      return exposure.controller === 'istio' && mesh === 'istio' ? 'istio' : undefined;
    case 'istio':
      return mesh === 'istio' ? 'istio' : undefined;
    case undefined:
      return undefined;
  }
}

/** Notes what is wrong with a limit, and that the target cannot enforce it. */
export function checkRateLimit(check: PropCheck, target: Target, { requestsPerSecond, burst }: RateLimit): void {
  check.range('requestsPerSecond', requestsPerSecond, 1, 100_000);
  if (burst !== undefined && (!Number.isSafeInteger(burst) || burst < requestsPerSecond || burst % requestsPerSecond !== 0)) {
    check.add('burst', `${quoted(burst)} is no whole multiple of ${requestsPerSecond} requests in a second`, {
      allowed: `${requestsPerSecond}, ${2 * requestsPerSecond}, ${3 * requestsPerSecond} ...`,
      fix: `burst: ${Math.max(1, Math.ceil(burst / requestsPerSecond) || 1) * requestsPerSecond}`,
    });
  }
  if (target.exposure === undefined || limiterOf(target) !== undefined) return;
  const { exposure } = target;
  if (exposure.kind === 'istio' || (exposure.kind === 'gateway' && exposure.controller === 'istio')) {
    check.add('', 'Istio limits rates in the proxy beside the program, and the pods of the target have none', { allowed: 'mesh: istio', fix: 'mesh: istio in overlays/environments.yaml' });
    return;
  }
  const controllers = exposure.kind === 'ingress' ? 'nginx' : 'envoy-gateway, istio';
  check.add('', `the way in, ${exposure.kind} of controller ${quoted(exposure.controller)}, cannot limit rates`, {
    allowed: `controller ${controllers}`,
    fix: 'rateLimit: null for this environment, or name its controller in overlays/environments.yaml',
  });
}

/**
 * The annotations by which ingress-nginx limits a client's rate.
 *
 * @see https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#rate-limiting
 */
export function nginxRateLimit(limit: RateLimit): Record<string, string> {
  return {
    'nginx.ingress.kubernetes.io/limit-burst-multiplier': String(burstOf(limit) / limit.requestsPerSecond),
    'nginx.ingress.kubernetes.io/limit-rps': String(limit.requestsPerSecond),
  };
}

/**
 * Limits a client's rate at Envoy Gateway (1.4 or newer tells clients apart without a Redis), for one
 * HTTPRoute, whose name the policy bears.
 *
 * @see https://github.com/envoyproxy/gateway/pull/5319
 */
export function addBackendTrafficPolicy(scope: Construct, component: string, route: string, { requestsPerSecond }: RateLimit): void {
  const limit = { requests: requestsPerSecond, unit: 'Second' } as const;
  new BackendTrafficPolicy(scope, 'rate-limit', {
    metadata: System.of(scope).metadata({ name: route, component, wave: WAVE.last }),
    spec: {
      rateLimit: {
        local: {
          // A block of IPv4 holds no client of IPv6, who would not be limited at all.
          rules: ['0.0.0.0/0', '::/0'].map((value) => ({ clientSelectors: [{ sourceCIDR: { invert: false, type: 'Distinct', value } }], limit })),
        },
        type: 'Local',
      },
      targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: route }],
    },
  });
}

/** Clients that a proxy remembers at once; who is forgotten begins anew with a full bucket. */
const MOST_CLIENTS = 10_000;

/**
 * Limits a client's rate in the proxies beside the program (Istio 1.26 or newer). The gateway appends the
 * client's address to `X-Forwarded-For`, and the proxy takes that. Callers inside of the cluster are
 * clients like any other: a limit that told them apart by the host they ask for could be talked round.
 *
 * @see https://istio.io/latest/docs/tasks/policy-enforcement/rate-limit/#local-rate-limit
 * @see https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/local_rate_limit_filter
 */
export function addEnvoyFilter(scope: Construct, component: string, port: number, limit: RateLimit): void {
  const system = System.of(scope);
  const bucket = { fill_interval: '1s', max_tokens: burstOf(limit), tokens_per_fill: limit.requestsPerSecond };
  // Both are 0% unless said otherwise.
  const always = { default_value: { denominator: 'HUNDRED', numerator: 100 } };
  new EnvoyFilter(scope, 'rate-limit', {
    metadata: system.metadata({ name: `${component}-rate-limit`, component, wave: WAVE.last }),
    spec: {
      configPatches: [
        {
          applyTo: 'HTTP_FILTER',
          match: {
            context: 'SIDECAR_INBOUND',
            listener: { filterChain: { destinationPort: port, filter: { name: 'envoy.filters.network.http_connection_manager', subFilter: { name: 'envoy.filters.http.router' } } } },
          },
          patch: {
            operation: 'INSERT_BEFORE',
            value: {
              name: 'envoy.filters.http.local_ratelimit',
              typed_config: {
                '@type': 'type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit',
                // Otherwise each request is taken from the bucket of all clients as well.
                always_consume_default_token_bucket: false,
                // Without a value, each client's own gets a bucket.
                descriptors: [{ entries: [{ key: 'remote_address' }], token_bucket: bucket }],
                filter_enabled: always,
                filter_enforced: always,
                max_dynamic_descriptors: MOST_CLIENTS,
                rate_limits: [{ actions: [{ remote_address: {} }] }],
                stat_prefix: 'http_local_rate_limiter',
                token_bucket: bucket,
              },
            },
          },
        },
      ],
      workloadSelector: { labels: system.selector(component) },
    },
  });
}

function burstOf({ requestsPerSecond, burst }: RateLimit): number {
  return burst ?? 2 * requestsPerSecond;
}
