import { describe, expect, it } from '@jest/globals';
import { Construct } from 'constructs';
import { type Dependency, type Endpoint } from './dependency.ts';
import { admit, connect } from './edge.ts';
import { INTERNET } from './external-endpoint.ts';
import { exampleSystem, objectsOf, policyOf, withoutHash } from './test-support.ts';

const api = selector('api');
const web = selector('web');

describe('connect', () => {
  it('lets traffic out of the source and into a component of the same system, and nowhere else', () => {
    const system = exampleSystem();
    connect(system, 'web', dependency('api', { port: 8080, peer: { component: 'api' } }));
    expect(objectsOf(system)).toEqual([
      policy('web-to-api-8080-egress', 'web', {
        egress: [{ ports: [{ port: 8080, protocol: 'TCP' }], to: [{ podSelector: { matchLabels: api } }] }],
        podSelector: { matchLabels: web },
        policyTypes: ['Egress'],
      }),
      policy('web-to-api-8080-ingress', 'api', {
        ingress: [{ from: [{ podSelector: { matchLabels: web } }], ports: [{ port: 8080, protocol: 'TCP' }] }],
        podSelector: { matchLabels: api },
        policyTypes: ['Ingress'],
      }),
    ]);
  });

  it.each<[string, Endpoint['peer'], unknown[]]>([
    [
      'pods of another namespace',
      { namespace: 'kafka', labels: { app: 'broker' } },
      [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kafka' } }, podSelector: { matchLabels: { app: 'broker' } } }],
    ],
    ['every pod of another namespace', { namespace: 'kafka', labels: {} }, [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kafka' } } }]],
    ['addresses', { cidrs: ['10.0.0.0/16', '10.9.0.0/16'] }, [{ ipBlock: { cidr: '10.0.0.0/16' } }, { ipBlock: { cidr: '10.9.0.0/16' } }]],
    ['the internet', INTERNET, [{ ipBlock: { cidr: '0.0.0.0/0', except: INTERNET.except } }]],
    [
      'addresses of both families, each with its own exceptions',
      { cidrs: ['0.0.0.0/0', '::/0'], except: ['10.0.0.0/8', 'fc00::/7'] },
      [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }, { ipBlock: { cidr: '::/0', except: ['fc00::/7'] } }],
    ],
  ])('lets traffic out to %s, with no half of its own there', (_what, peer, to) => {
    const system = exampleSystem();
    connect(system, 'web', dependency('far', { port: 443, peer }));
    expect(objectsOf(system)).toHaveLength(1);
    expect(policyOf(system, 'web-to-far-443-egress').spec.egress).toEqual([{ ports: [{ port: 443, protocol: 'TCP' }], to }]);
  });

  it('draws both halves to pods of the own namespace that an operator labels', () => {
    const system = exampleSystem();
    connect(system, 'web', dependency('postgres', { port: 5432, peer: { component: 'postgres', labels: { 'cnpg.io/cluster': 'postgres' } } }));
    expect(policyOf(system, 'web-to-postgres-5432-egress').spec.egress[0].to).toEqual([{ podSelector: { matchLabels: { 'cnpg.io/cluster': 'postgres' } } }]);
    expect(policyOf(system, 'web-to-postgres-5432-ingress').spec.podSelector).toEqual({ matchLabels: { 'cnpg.io/cluster': 'postgres' } });
  });

  it('draws both halves to pods named by the own namespace, which the default deny covers too', () => {
    const system = exampleSystem();
    connect(system, 'web', dependency('cache', { port: 6379, peer: { namespace: 'shop-staging', labels: { app: 'cache' } } }));
    expect(names(system).map(withoutHash)).toEqual(['web-to-cache-6379-egress', 'web-to-cache-6379-ingress']);
  });

  it('tells UDP from TCP on one port', () => {
    const system = exampleSystem();
    connect(system, 'web', dependency('dns', { port: 53, peer: { component: 'dns' } }, { port: 53, protocol: 'UDP', peer: { component: 'dns' } }));
    expect(names(system)).toEqual(['web-to-dns-53-egress', 'web-to-dns-53-ingress', 'web-to-dns-53-udp-egress', 'web-to-dns-53-udp-ingress']);
  });

  it('gives an edge another name for other addresses, exceptions or labels, and none for their order of keys', () => {
    const nameOf = (peer: Endpoint['peer']): string => {
      const system = exampleSystem();
      connect(system, 'web', dependency('far', { port: 443, peer }));
      return names(system)[0]!;
    };
    const peers: Endpoint['peer'][] = [
      { component: 'far' },
      { component: 'near' },
      { component: 'far', labels: { app: 'far' } },
      { namespace: 'kafka', labels: {} },
      { namespace: 'kafka', labels: { app: 'far' } },
      { cidrs: ['10.0.0.0/8'] },
      { cidrs: ['10.0.0.0/8', '11.0.0.0/8'] },
      { cidrs: ['10.0.0.0/8'], except: ['10.1.0.0/16'] },
    ];
    expect(new Set(peers.map(nameOf)).size).toBe(peers.length);
    expect(peers.map(nameOf).filter((name) => name === 'web-to-far-443-egress')).toHaveLength(1);
    expect(nameOf({ namespace: 'a', labels: { a: '1', b: '2' } })).toBe(nameOf({ labels: { b: '2', a: '1' }, namespace: 'a' }));
  });

  it('draws nothing for what is no network peer', () => {
    const system = exampleSystem();
    connect(system, 'web', dependency('secrets'));
    expect(objectsOf(system)).toEqual([]);
  });

  it('draws an edge once, whatever scopes draw it and however often', () => {
    const system = exampleSystem();
    const labels = { a: '1', b: '2' };
    connect(system, 'web', dependency('api', { port: 8080, peer: { component: 'api', labels } }));
    const once = objectsOf(system);
    connect(new Construct(system, 'elsewhere'), 'web', dependency('api', { port: 8080, peer: { component: 'api', labels: { b: '2', a: '1' } } }));
    expect(objectsOf(system)).toEqual(once);
  });

  it('refuses another edge under the name of one that is drawn', () => {
    const system = exampleSystem();
    connect(system, 'web', dependency('api', { port: 8080, peer: { component: 'api' } }));
    expect(() => connect(system, 'web', dependency('api', { port: 8080, peer: { cidrs: ['10.0.0.0/8'] } }))).toThrow(/edge\.web-to-api-8080-egress.*\n.*drawn twice/);
  });

  it.each<[string, string, Dependency, string]>([
    ['no addresses, which would open all', 'web', dependency('db', { port: 5432, peer: { cidrs: [] } }), 'edge.db.cidrs'],
    ['a malformed block', 'web', dependency('db', { port: 5432, peer: { cidrs: ['10.0.0.1/8'] } }), 'edge.db.cidrs[0]'],
    ['an exception outside of the block', 'web', dependency('db', { port: 5432, peer: { cidrs: ['10.0.0.0/8'], except: ['11.0.0.0/8'] } }), 'edge.db.except[0]'],
    ['port 0', 'web', dependency('db', { port: 0, peer: { component: 'db' } }), 'edge.db.port'],
    ['a dependency without a usable name', 'web', dependency('a b', { port: 1, peer: { component: 'db' } }), 'edge.to'],
    ['a component without a usable name', 'Web', dependency('db', { port: 1, peer: { component: 'db' } }), 'edge.from'],
  ])('refuses %s', (_what, from, bad, path) => {
    const system = exampleSystem();
    expect(() => connect(system, from, bad)).toThrow(expect.objectContaining({ problems: [expect.objectContaining({ path })] }));
    expect(objectsOf(system)).toEqual([]);
  });
});

describe('admit', () => {
  it('lets pods of another namespace reach one port of a component', () => {
    const system = exampleSystem();
    admit(system, { from: 'prometheus', peer: { namespace: 'monitoring', labels: { app: 'prometheus' } }, to: 'web', port: 9090 });
    expect(objectsOf(system)).toEqual([
      policy('prometheus-to-web-9090-ingress-7902445728', 'web', {
        ingress: [
          {
            from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } }, podSelector: { matchLabels: { app: 'prometheus' } } }],
            ports: [{ port: 9090, protocol: 'TCP' }],
          },
        ],
        podSelector: { matchLabels: web },
        policyTypes: ['Ingress'],
      }),
    ]);
  });
});

function dependency(name: string, ...endpoints: Endpoint[]): Dependency {
  return { name, variables: {}, endpoints };
}

function selector(component: string): Record<string, string> {
  return { 'app.kubernetes.io/component': component, 'app.kubernetes.io/instance': 'shop-staging', 'app.kubernetes.io/name': 'shop' };
}

function policy(name: string, component: string, spec: unknown): unknown {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: {
      name,
      namespace: 'shop-staging',
      labels: { ...selector(component), 'app.kubernetes.io/managed-by': 'slipway', 'app.kubernetes.io/part-of': 'shop' },
      annotations: { 'argocd.argoproj.io/sync-wave': '-5' },
    },
    spec,
  };
}

function names(system: Construct): string[] {
  return objectsOf(system).map((object) => object.metadata.name);
}
