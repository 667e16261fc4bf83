import { describe, expect, it } from '@jest/globals';
import { type Manifest } from '../kernel/manifest.ts';
import { type ImpactId, type Risk } from './diff.ts';
import { diffManifests } from './diff-manifests.ts';
import { SCHEMAS } from './test-support/schemas.ts';

const object = (apiVersion: string, kind: string, name: string, rest: object, metadata: object = {}): Manifest => ({ apiVersion, kind, metadata: { name, namespace: 'shop', ...metadata }, ...rest });
const diffOf = (before: readonly Manifest[], after: readonly Manifest[]) => diffManifests(before, after, { schemas: SCHEMAS });
const deployment = (pod: object, name = 'web'): Manifest =>
  object('apps/v1', 'Deployment', name, { spec: { replicas: 3, selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: pod } } });
const plain = { name: 'web', image: 'registry.example/web:1' };
const role = (metadata: object, rest: object = {}): Manifest => object('rbac.authorization.k8s.io/v1', 'ClusterRole', 'wide', { rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }], ...rest }, { namespace: undefined, ...metadata });
const job = (image: string, annotations: object): Manifest => object('batch/v1', 'Job', 'migrate', { spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'job', image }] } } } }, { annotations });

describe('what is dangerous', () => {
  it.each<[string, Manifest, Manifest, ImpactId, Risk]>([
    ['a privileged container that comes along', deployment({ containers: [plain] }), deployment({ containers: [plain, { ...plain, name: 'side', securityContext: { privileged: true } }] }), 'access', 'high'],
    ['a security context that comes and is privileged', deployment({ containers: [plain] }), deployment({ containers: [{ ...plain, securityContext: { privileged: true } }] }), 'access', 'high'],
    ['a folder of the node that is mounted', deployment({ containers: [plain] }), deployment({ containers: [plain], volumes: [{ name: 'root', hostPath: { path: '/' } }] }), 'access', 'high'],
    ['a user that becomes root', deployment({ containers: [{ ...plain, securityContext: { runAsUser: 1000 } }] }), deployment({ containers: [{ ...plain, securityContext: { runAsUser: 0 } }] }), 'access', 'high'],
    ['a role that joins another', role({}), role({ labels: { 'rbac.authorization.k8s.io/aggregate-to-edit': 'true' } }), 'access', 'high'],
    ['a Deployment under another name', deployment({ containers: [plain] }), deployment({ containers: [plain] }, 'web2'), 'pruned', 'high'],
    ['a Service under another name', object('v1', 'Service', 'api', { spec: { type: 'LoadBalancer', ports: [{ port: 80 }] } }), object('v1', 'Service', 'api2', { spec: { type: 'LoadBalancer', ports: [{ port: 80 }] } }), 'traffic', 'high'],
  ])('is told as such: %s', (_what, before, after, id, risk) => {
    const { objects, risk: highest } = diffOf([before], [after]);
    expect(objects[0]!.impacts.filter((impact) => impact.id === id).map((impact) => impact.risk)).toContain(risk);
    expect(highest).toBe(risk);
  });

  it('is not what has a hash in its name, and another now', () => {
    const config = (hash: string): Manifest => object('v1', 'ConfigMap', `files-${hash}`, { data: { a: hash } });
    expect(diffOf([config('12345678')], [config('9abcdef0')]).objects[0]!.impacts.find(({ id }) => id === 'pruned')?.risk).toBe('low');
  });

  it.each([['helm.sh/hook', 'pre-upgrade', {}], ['argocd.argoproj.io/hook', 'Sync', { 'argocd.argoproj.io/hook-delete-policy': 'HookSucceeded' }]])('is no hook that is deleted before it runs again: %s', (key, value, more) => {
    const impacts = diffOf([job('a', { [key]: value, ...more })], [job('b', { [key]: value, ...more })]).objects[0]!.impacts;
    expect(impacts.map(({ id }) => id)).toContain('recreated');
    expect(impacts.map(({ id }) => id)).not.toContain('immutable-field');
  });
});

describe('what a Secret holds', () => {
  it.each<[string, Manifest]>([
    ['under a mistyped key', object('v1', 'Secret', 'db', { datas: { password: 'hunter2' } })],
    ['under a key with capitals', object('v1', 'Secret', 'db', { StringData: { password: 'hunter2' } })],
    ['as its type', object('v1', 'Secret', 'db', { type: 'hunter2' })],
    ['of another version', object('v2', 'Secret', 'db', { data: { password: 'hunter2' } })],
    ['of a mistyped kind', object('v1', 'secret', 'db', { data: { password: 'hunter2' } })],
    ['in the template of a SealedSecret', object('bitnami.com/v1alpha1', 'SealedSecret', 'db', { spec: { template: { data: { password: 'hunter2' } } } })],
  ])('is never told: %s', (_where, secret) => {
    const bare = { apiVersion: secret.apiVersion, kind: secret.kind, metadata: secret.metadata } as Manifest;
    for (const diff of [diffOf([bare], [secret]), diffOf([secret], [bare])]) {
      expect(JSON.stringify(diff)).not.toContain('hunter2');
      expect(diff.objects.length).toBeGreaterThan(0);
    }
  });
});
