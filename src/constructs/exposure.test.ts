import { describe, expect, it } from '@jest/globals';
import { Exposure, type ExposureProps } from './exposure.ts';
import { exampleSystem, exampleTarget, objectOf, objectsOf, policyOf } from './test-support.ts';

const props: ExposureProps = { component: 'web', port: 80, podPort: 3000, host: 'shop.acme.example' };

describe('Exposure', () => {
  it('is an Ingress with a certificate where the target has an ingress controller', () => {
    const exposure = new Exposure(exampleSystem(), 'x', { ...props, service: 'web-public', paths: ['/api', '/'] });
    const { metadata, spec } = objectOf(exposure, 'Ingress');
    expect(metadata).toMatchObject({ name: 'web', annotations: { 'argocd.argoproj.io/sync-wave': '2', 'cert-manager.io/cluster-issuer': 'letsencrypt' } });
    expect(spec).toEqual({
      ingressClassName: 'nginx',
      rules: [
        {
          host: 'shop.acme.example',
          http: {
            paths: ['/api', '/'].map((path) => ({ backend: { service: { name: 'web-public', port: { number: 80 } } }, path, pathType: 'Prefix' })),
          },
        },
      ],
      tls: [{ hosts: ['shop.acme.example'], secretName: 'web-tls' }],
    });
  });

  it('leaves TLS to what stands before the controller where no issuer is named', () => {
    const { issuer: _issuer, ...exposure } = exampleTarget.exposure as Extract<NonNullable<typeof exampleTarget.exposure>, { kind: 'ingress' }>;
    const system = exampleSystem({ target: { exposure } });
    new Exposure(system, 'x', props);
    const { metadata, spec } = objectOf(system, 'Ingress');
    expect(Object.keys(metadata.annotations)).toEqual(['argocd.argoproj.io/sync-wave']);
    expect(spec).not.toHaveProperty('tls');
    expect(objectsOf(system).filter((object) => object.metadata.name.includes('acme-solver'))).toEqual([]);
  });

  it.each([
    ['any listener', {}],
    ['one listener', { section: 'https' }],
  ])('is an HTTPRoute with every default written out where the target has a Gateway: %s', (_what, listener) => {
    const from = { namespace: 'gateways', labels: { app: 'envoy' } };
    const system = exampleSystem({ target: { exposure: { kind: 'gateway', name: 'public', namespace: 'gateways', controller: 'other', from, ...listener } } });
    new Exposure(system, 'x', props);
    const { metadata, spec } = objectOf(system, 'HTTPRoute');
    expect(metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-wave': '2' });
    expect(spec).toEqual({
      hostnames: ['shop.acme.example'],
      parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'public', namespace: 'gateways', ...('section' in listener ? { sectionName: 'https' } : {}) }],
      rules: [
        { backendRefs: [{ group: '', kind: 'Service', name: 'web', port: 80, weight: 1 }], matches: [{ path: { type: 'PathPrefix', value: '/' } }] },
      ],
    });
    expect(objectOf(system, 'NetworkPolicy').metadata.name).toMatch(/^gateways-to-web-3000-ingress-[0-9a-f]{10}$/);
  });

  it('is a VirtualService bound to the Gateway where the target has one of Istio, its prefixes of whole path elements', () => {
    const from = { namespace: 'istio-ingress', labels: { istio: 'ingress' } };
    const system = exampleSystem({ target: { exposure: { kind: 'istio', name: 'public', namespace: 'istio-ingress', from } } });
    new Exposure(system, 'x', { ...props, paths: ['/', '/api', '/v1/'] });
    const gateways = ['istio-ingress/public'];
    expect(objectOf(system, 'VirtualService')).toMatchObject({
      metadata: { name: 'web', annotations: { 'argocd.argoproj.io/sync-wave': '2' } },
      spec: {
        gateways,
        hosts: ['shop.acme.example'],
        http: [
          {
            match: [{ prefix: '/' }, { exact: '/api' }, { prefix: '/api/' }, { exact: '/v1' }, { prefix: '/v1/' }].map((uri) => ({ gateways, uri })),
            name: 'outside',
            route: [{ destination: { host: 'web', port: { number: 80 } } }],
          },
        ],
      },
    });
    expect(objectOf(system, 'NetworkPolicy').metadata.name).toMatch(/^istio-ingress-to-web-3000-ingress-[0-9a-f]{10}$/);
  });

  it("lets the controller's pods reach the pods' port, early", () => {
    const system = exampleSystem();
    new Exposure(system, 'x', props);
    const policy = policyOf(system, 'ingress-nginx-to-web-3000-ingress');
    expect(policy.metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-wave': '-5' });
    expect(policy.spec.ingress).toEqual([
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } }, podSelector: { matchLabels: { 'app.kubernetes.io/name': 'ingress-nginx' } } }],
        ports: [{ port: 3000, protocol: 'TCP' }],
      },
    ]);
  });

  it("lets the controller's pods reach those that answer for the certificate", () => {
    const system = exampleSystem();
    new Exposure(system, 'x', props);
    new Exposure(system, 'y', { ...props, component: 'api', host: 'api.acme.example' });
    expect(policyOf(system, 'ingress-nginx-to-acme-solver-8089-ingress').spec).toEqual({
      ingress: [
        {
          from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } }, podSelector: { matchLabels: { 'app.kubernetes.io/name': 'ingress-nginx' } } }],
          ports: [{ port: 8089, protocol: 'TCP' }],
        },
      ],
      podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } },
      policyTypes: ['Ingress'],
    });
  });

  it('takes the domain itself as a host', () => {
    expect(objectsOf(new Exposure(exampleSystem(), 'x', { ...props, host: 'acme.example' }))).toHaveLength(1);
  });

  it.each<[string, Partial<ExposureProps>, string[]]>([
    ['a host of another domain', { host: 'shop.other.example' }, ['web.host']],
    ['a host that only ends alike', { host: 'notacme.example' }, ['web.host']],
    ['a wildcard', { host: '*.acme.example' }, ['web.host']],
    ['no path', { paths: [] }, ['web.paths']],
    ['paths that are none, or twice there', { paths: ['api', '/a/../b', '/a', '/a'] }, ['web.paths[0]', 'web.paths[1]', 'web.paths[3]']],
    ['ports that are none', { port: 0, podPort: 70000 }, ['web.port', 'web.podPort']],
  ])('refuses %s', (_what, wrong, paths) => {
    expect(() => new Exposure(exampleSystem(), 'x', { ...props, ...wrong })).toThrow(
      expect.objectContaining({ problems: paths.map((path) => expect.objectContaining({ path })) }),
    );
  });

  it('names the host that would be right', () => {
    expect(() => new Exposure(exampleSystem(), 'x', { ...props, host: 'shop.other.example' })).toThrow(/fix: host: shop\.acme\.example/);
  });

  it('is refused where the target has no way in', () => {
    expect(() => new Exposure(exampleSystem({ target: { exposure: undefined } }), 'x', props)).toThrow(/the target has no way in/);
  });
});
