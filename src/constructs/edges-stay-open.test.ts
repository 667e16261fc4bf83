import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { edgesLost } from '../checks/edges-lost.ts';
import { type Manifest } from '../kernel/manifest.ts';
import { ExternalEndpoint } from './external-endpoint.ts';
import { Foundation } from './foundation.ts';
import { Postgres, type PostgresProps } from './postgres.ts';
import { Probe } from './probe.ts';
import { Ready, Version } from './ready.ts';
import { Redis, type RedisProps } from './redis.ts';
import { type Exposure } from './target.ts';
import { exampleDigest, exampleSystem, exampleTarget, objectsOf } from './test-support.ts';
import { WebWorkload } from './web-workload.ts';

/** What an overlay or a fact of the environment may change between two releases. */
interface Facts {
  readonly postgres: PostgresProps;
  readonly redis: RedisProps;
  readonly cidrs: readonly string[];
  readonly apiServer: readonly string[];
  readonly dns: string;
  readonly monitoring: string;
  readonly exposure: Exposure;
  readonly mesh: 'none' | 'istio' | 'linkerd';
}

const image = `registry.acme.example/store:1@${exampleDigest('d')}`;
const blocks = fc.uniqueArray(fc.constantFrom('10.1.0.0/16', '10.2.0.0/16', '203.0.113.0/24'), { minLength: 1 });
const label = fc.constantFrom('old', 'new');
const user = { database: 'shop', user: 'shop', password: 'shop/db#password' } as const;

const facts: fc.Arbitrary<Facts> = fc.record({
  postgres: fc.oneof(
    fc.constant<PostgresProps>({ form: 'in-cluster', image, password: 'shop/db#password', storage: '1Gi' }),
    label.map((name): PostgresProps => ({ form: 'cnpg', image, instances: 2, storage: '1Gi', operator: { namespace: 'cnpg-system', labels: { name } } })),
    blocks.map((cidrs): PostgresProps => ({ form: 'managed', ...user, endpoint: 'db.acme.example:5432', cidrs })),
  ),
  redis: fc.oneof(
    fc.constant<RedisProps>({ form: 'in-cluster', image }),
    blocks.map((cidrs): RedisProps => ({ form: 'managed', endpoint: 'redis.acme.example:6379', cidrs, tls: true })),
  ),
  cidrs: blocks,
  apiServer: blocks,
  dns: label,
  monitoring: label,
  exposure: fc.oneof(
    label.map((name): Exposure => ({ kind: 'ingress', class: 'nginx', controller: 'nginx', issuer: 'letsencrypt', from: { namespace: 'edge', labels: { name } } })),
    label.map((name): Exposure => ({ kind: 'gateway', name: 'public', namespace: 'edge', controller: 'envoy-gateway', from: { namespace: 'edge', labels: { name } } })),
    label.map((name): Exposure => ({ kind: 'istio', name: 'public', namespace: 'edge', from: { namespace: 'edge', labels: { name } } })),
  ),
  mesh: fc.constantFrom('none', 'istio', 'linkerd'),
});

function render({ postgres, redis, cidrs, apiServer, dns, monitoring, exposure, mesh }: Facts): Manifest[] {
  const system = exampleSystem({
    target: {
      apiServer: { cidrs: apiServer, port: 6443 },
      dns: { namespace: 'kube-system', labels: { 'k8s-app': dns } },
      monitoring: { from: { namespace: 'monitoring', labels: { app: monitoring } }, labels: exampleTarget.monitoring!.labels },
      exposure,
      mesh,
    },
  });
  new Foundation(system, 'foundation', { quota: { requests: { cpu: '8', memory: '16Gi' }, pods: 30 } });
  new WebWorkload(system, 'app', {
    name: 'app',
    image: system.image('app'),
    port: 3000,
    ready: Ready.http('/ready', { version: Version.none }),
    live: Probe.http('/live'),
    metrics: { port: 9090 },
    expose: { host: 'shop.acme.example' },
    uses: [Postgres.from(system, 'postgres', postgres), Redis.from(system, 'redis', redis), new ExternalEndpoint(system, 'mail', { name: 'mail', port: 587, cidrs })],
  });
  return objectsOf(system);
}

describe('an edge of the running release', () => {
  it('stays open in every wave of a sync, whatever changes about the far end', () => {
    fc.assert(
      fc.property(facts, facts, (before, after) => {
        expect(edgesLost(render(before), render(after))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('has one name in all environments where both ends are components of the system', () => {
    const names = (instance: string): string[] => {
      const system = exampleSystem({ instance });
      new Foundation(system, 'foundation', { quota: { requests: { cpu: '8', memory: '16Gi' }, pods: 30 } });
      Postgres.from(system, 'postgres', { form: 'cnpg', image, instances: 2, storage: '1Gi' });
      return objectsOf(system).flatMap(({ kind, metadata }) => (kind === 'NetworkPolicy' ? [metadata.name] : []));
    };
    expect(names('shop-production')).toEqual(names('shop-staging'));
  });
});
