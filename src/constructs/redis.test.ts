import { describe, expect, it } from '@jest/globals';
import { Construct } from 'constructs';
import { type InClusterRedisProps } from './redis-in-cluster.ts';
import { type ManagedRedisProps } from './redis-managed.ts';
import { Redis, type RedisProps } from './redis.ts';
import { exampleDigest, exampleSystem, exampleTarget, objectOf, objectsOf } from './test-support.ts';

const inCluster: InClusterRedisProps = { form: 'in-cluster', image: `redis:8.0@${exampleDigest('e')}` };
const managed: ManagedRedisProps = { form: 'managed', endpoint: 'redis.acme.example:6380', cidrs: ['10.20.1.0/24'] };

describe('Redis in the cluster', () => {
  it('keeps nothing and needs no secret unless asked', () => {
    const system = exampleSystem();
    const redis = Redis.from(system, 'x', inCluster);
    expect(objectsOf(system).map(({ kind, metadata }) => [kind, metadata.name])).toEqual([
      ['ServiceAccount', 'redis'],
      ['Service', 'redis'],
      ['StatefulSet', 'redis'],
      ['PodDisruptionBudget', 'redis'],
    ]);
    expect(redis).toEqual({ name: 'redis', variables: { REDIS_URL: 'redis://redis:6379/0' }, endpoints: [{ port: 6379, protocol: 'TCP', peer: { component: 'redis' } }] });
    const { metadata, spec } = objectOf(system, 'StatefulSet');
    expect(metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-wave': '-3' });
    expect(spec).not.toHaveProperty('volumeClaimTemplates');
    expect(spec.template.spec.containers[0].args).toEqual(['--appendonly', 'no', '--maxmemory', '201326592', '--maxmemory-policy', 'noeviction', '--save', '']);
  });

  it('keeps its data on a volume when it is given one', () => {
    const system = exampleSystem();
    Redis.from(system, 'x', { ...inCluster, storage: '2Gi' });
    const { metadata, spec } = objectOf(system, 'StatefulSet');
    expect(metadata.annotations['argocd.argoproj.io/sync-options']).toBe('Prune=false,Delete=false');
    expect(spec.volumeClaimTemplates[0].spec.resources.requests.storage).toBe('2Gi');
    expect(spec.template.spec.containers[0].args.slice(0, 2)).toEqual(['--appendonly', 'yes']);
    expect(spec.template.spec.containers[0].volumeMounts).toContainEqual({ mountPath: '/data', name: 'data' });
  });

  it.each<[string, Partial<InClusterRedisProps>, string]>([
    ['three quarters of the default limit', {}, '201326592'],
    ['three quarters of a limit of its own', { resources: { memory: '256Mi', limits: { memory: '1Gi' } } }, '805306368'],
    ['what is asked for', { maxMemory: '100Mi' }, '104857600'],
  ])('holds at most %s', (_what, props, bytes) => {
    const system = exampleSystem();
    Redis.from(system, 'x', { ...inCluster, ...props });
    const { args } = objectOf(system, 'StatefulSet').spec.template.spec.containers[0];
    expect(args[args.indexOf('--maxmemory') + 1]).toBe(bytes);
  });

  it('takes a password by file, and gives programs the URL with it', () => {
    const system = exampleSystem();
    const redis = Redis.from(system, 'x', { ...inCluster, password: 'shop/redis#password', variables: { url: 'CACHE_URL', password: 'CACHE_PASSWORD' } });
    const { metadata, spec } = objectOf(system, 'ExternalSecret');
    expect(spec.target.template.data).toEqual({
      'auth.conf': 'requirepass {{ .password | quote }}\n',
      url: 'redis://:{{ .password | urlquery | replace "+" "%20" }}@redis:6379/0',
    });
    expect(redis.variables).toEqual({ CACHE_URL: { secret: metadata.name, key: 'url' }, CACHE_PASSWORD: { secret: metadata.name, key: 'password' } });
    const [container] = objectOf(system, 'StatefulSet').spec.template.spec.containers;
    expect(container.args[0]).toBe('/etc/redis/auth.conf');
    expect(JSON.stringify(container.args)).not.toContain('password');
    expect(container.volumeMounts).toContainEqual({ mountPath: '/etc/redis', name: expect.any(String), readOnly: true });
    expect(container.env).toContainEqual({ name: 'REDISCLI_AUTH', valueFrom: { secretKeyRef: { key: 'password', name: metadata.name } } });
  });

  it('refuses a password where a CSI volume brings values, because the server reads it from a file that is made of it', () => {
    const secretStore = { ...exampleTarget.secretStore!, via: 'csi', parameters: { roleName: 'shop', vaultAddress: 'https://vault.example', kvMount: 'secret' } } as const;
    const redis = (props: Partial<InClusterRedisProps>) => Redis.from(exampleSystem({ target: { secretStore } }), 'x', { ...inCluster, variables: { host: 'REDIS_HOST' }, ...props });
    expect(redis({}).variables).toEqual({ REDIS_HOST: 'redis' });
    expect(() => redis({ password: 'shop/redis#password' })).toThrow(expect.objectContaining({ problems: [expect.objectContaining({ path: 'redis.password', fix: 'password: null' })] }));
  });

  it.each<[string, Partial<InClusterRedisProps>, string[]]>([
    ['an image by tag', { image: 'redis:8' }, ['redis.image']],
    ['more data than memory', { maxMemory: '256Mi' }, ['redis.maxMemory']],
    ['sizes that are none', { storage: '1GB' }, ['redis.storage']],
    ['resources that are none', { resources: { memory: 'x' } }, ['redis.resources.memory']],
    ['an unknown eviction', { eviction: 'lru' as 'noeviction' }, ['redis.eviction']],
    ['a variable for a password that there is not', { variables: { password: 'P' } }, ['redis.variables.password']],
  ])('refuses %s', (_what, wrong, paths) => {
    expect(() => Redis.from(exampleSystem(), 'x', { ...inCluster, ...wrong })).toThrow(
      expect.objectContaining({ problems: paths.map((path) => expect.objectContaining({ path })) }),
    );
  });
});

describe('Redis that is managed', () => {
  it('is no object without a password, and encrypted', () => {
    const system = exampleSystem();
    const redis = Redis.from(system, 'x', { ...managed, variables: { url: 'REDIS_URL', host: 'REDIS_HOST', port: 'REDIS_PORT' } });
    expect(objectsOf(system)).toEqual([]);
    expect(redis.variables).toEqual({ REDIS_URL: 'rediss://redis.acme.example:6380/0', REDIS_HOST: 'redis.acme.example', REDIS_PORT: '6380' });
    expect(redis.endpoints).toEqual([{ port: 6380, protocol: 'TCP', peer: { cidrs: ['10.20.1.0/24'] } }]);
  });

  it('is one ExternalSecret with a password', () => {
    const system = exampleSystem();
    Redis.from(system, 'x', { ...managed, user: 'app', password: 'shop/redis#password', database: 2 });
    expect(objectOf(system, 'ExternalSecret').spec.target.template.data).toEqual({
      url: 'rediss://app:{{ .password | urlquery | replace "+" "%20" }}@redis.acme.example:6380/2',
    });
  });

  it.each<[string, Partial<ManagedRedisProps>, string[]]>([
    ['a password in the clear on the wire', { password: 'shop/redis#password', tls: false }, ['redis.tls']],
    ['a user who cannot log in', { user: 'app' }, ['redis.user']],
    ['an endpoint without a port', { endpoint: 'redis.acme.example' }, ['redis.endpoint']],
    ['no addresses', { cidrs: [] }, ['redis.cidrs']],
    ['a database that there is not', { database: 16 }, ['redis.database']],
  ])('refuses %s', (_what, wrong, paths) => {
    expect(() => Redis.from(exampleSystem(), 'x', { ...managed, ...wrong })).toThrow(
      expect.objectContaining({ problems: paths.map((path) => expect.objectContaining({ path })) }),
    );
  });
});

describe.each<[string, RedisProps]>([
  ['in the cluster', { ...inCluster, password: 'shop/redis#password', storage: '1Gi' }],
  ['managed', { ...managed, password: 'shop/redis#password' }],
])('Redis %s', (_form, props) => {
  it('makes the same objects wherever it stands in the tree', () => {
    const [here, there] = [exampleSystem(), exampleSystem()];
    Redis.from(here, 'x', props);
    Redis.from(new Construct(there, 'deeper'), 'y', props);
    expect(objectsOf(there)).toEqual(objectsOf(here));
  });
});

it('Redis in the cluster takes a priority class of the system', () => {
  const system = exampleSystem();
  Redis.from(system, 'x', { ...inCluster, priority: 'high' });
  expect(objectOf(system, 'StatefulSet').spec.template.spec.priorityClassName).toBe('shop-staging-high');
});
