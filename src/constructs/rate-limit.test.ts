import { describe, expect, it } from '@jest/globals';
import { Exposure } from './exposure.ts';
import { type RateLimit } from './rate-limit.ts';
import { type Target, type Exposure as TargetExposure } from './target.ts';
import { exampleSystem, objectOf, objectsOf, problemsOf } from './test-support.ts';

const from = { namespace: 'edge', labels: {} };
const ingress = (controller: 'nginx' | 'traefik' | 'other'): TargetExposure => ({ kind: 'ingress', class: 'web', controller, from });
const gateway = (controller: 'envoy-gateway' | 'istio' | 'other'): TargetExposure => ({ kind: 'gateway', name: 'public', namespace: 'edge', controller, from });
const istio: TargetExposure = { kind: 'istio', name: 'public', namespace: 'edge', from };

function build(exposure: TargetExposure, mesh: Target['mesh'] = 'none', rateLimit: RateLimit = { requestsPerSecond: 50, burst: 150 }) {
  const system = exampleSystem({ target: { exposure, mesh } });
  new Exposure(system, 'x', { component: 'web', port: 80, podPort: 3000, host: 'shop.acme.example', rateLimit });
  return system;
}

describe('the rate of one client', () => {
  it('is limited by annotations of ingress-nginx', () => {
    expect(objectOf(build(ingress('nginx')), 'Ingress').metadata.annotations).toEqual({
      'argocd.argoproj.io/sync-wave': '2',
      'nginx.ingress.kubernetes.io/limit-burst-multiplier': '3',
      'nginx.ingress.kubernetes.io/limit-rps': '50',
    });
  });

  it('is limited by a policy of Envoy Gateway, for addresses of both kinds', () => {
    const system = build(gateway('envoy-gateway'));
    const rule = (value: string) => ({ clientSelectors: [{ sourceCIDR: { invert: false, type: 'Distinct', value } }], limit: { requests: 50, unit: 'Second' } });
    expect(objectOf(system, 'BackendTrafficPolicy')).toMatchObject({
      metadata: { name: 'web', annotations: { 'argocd.argoproj.io/sync-wave': '2' } },
      spec: { rateLimit: { local: { rules: [rule('0.0.0.0/0'), rule('::/0')] }, type: 'Local' }, targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: 'web' }] },
    });
  });

  it.each([
    ['a Gateway of the Gateway API', gateway('istio')],
    ['a Gateway of its own', istio],
  ])('is limited in the proxies of Istio behind %s, each client by its own bucket', (_what, exposure) => {
    const { spec, metadata } = objectOf(build(exposure, 'istio'), 'EnvoyFilter');
    expect(metadata.name).toBe('web-rate-limit');
    expect(spec.workloadSelector.labels).toEqual({ 'app.kubernetes.io/component': 'web', 'app.kubernetes.io/instance': 'shop-staging', 'app.kubernetes.io/name': 'shop' });
    const [{ match, patch }] = spec.configPatches;
    expect(match).toMatchObject({ context: 'SIDECAR_INBOUND', listener: { filterChain: { destinationPort: 3000 } } });
    const bucket = { fill_interval: '1s', max_tokens: 150, tokens_per_fill: 50 };
    expect(patch.value.typed_config).toMatchObject({ always_consume_default_token_bucket: false, descriptors: [{ entries: [{ key: 'remote_address' }], token_bucket: bucket }], rate_limits: [{ actions: [{ remote_address: {} }] }], token_bucket: bucket });
  });

  it('may come at twice the rate at once, unless told otherwise', () => {
    expect(objectOf(build(ingress('nginx'), 'none', { requestsPerSecond: 7 }), 'Ingress').metadata.annotations['nginx.ingress.kubernetes.io/limit-burst-multiplier']).toBe('2');
  });

  it.each([
    ['an ingress controller without it', ingress('other'), 'none', 'web.rateLimit: the way in, ingress of controller "other", cannot limit rates'],
    ['Traefik, whose limits are objects of its own', ingress('traefik'), 'none', 'web.rateLimit: the way in, ingress of controller "traefik", cannot limit rates'],
    ['an unknown Gateway', gateway('other'), 'istio', 'web.rateLimit: the way in, gateway of controller "other", cannot limit rates'],
    ["Istio's Gateway API without proxies", gateway('istio'), 'none', 'web.rateLimit: Istio limits rates in the proxy beside the program, and the pods of the target have none'],
    ["Istio's Gateway without proxies", istio, 'linkerd', 'web.rateLimit: Istio limits rates in the proxy beside the program, and the pods of the target have none'],
  ] as const)('is refused where nothing limits it: %s', (_what, exposure, mesh, problem) => {
    expect(problemsOf(() => build(exposure, mesh))).toEqual([problem]);
  });

  it.each([
    ['no request', { requestsPerSecond: 0 }, ['web.rateLimit.requestsPerSecond: 0 is out of range']],
    ['half a burst', { requestsPerSecond: 50, burst: 75 }, ['web.rateLimit.burst: 75 is no whole multiple of 50 requests in a second']],
    ['a burst below the rate', { requestsPerSecond: 50, burst: 10 }, ['web.rateLimit.burst: 10 is no whole multiple of 50 requests in a second']],
  ])('is refused as %s', (_what, limit, problems) => {
    expect(problemsOf(() => build(ingress('nginx'), 'none', limit))).toEqual(problems);
  });

  it('says what to write', () => {
    expect(() => build(ingress('nginx'), 'none', { requestsPerSecond: 50, burst: 75 })).toThrow(/fix: burst: 100/);
  });

  it('makes nothing where there is none', () => {
    const system = exampleSystem({ target: { exposure: gateway('envoy-gateway') } });
    new Exposure(system, 'x', { component: 'web', port: 80, host: 'shop.acme.example' });
    expect(objectsOf(system).map(({ kind }) => kind)).toEqual(['HTTPRoute', 'NetworkPolicy']);
  });
});
