import { describe, expect, it } from '@jest/globals';
import { foundIn, type ShopChange } from '../test-support/describe-invariant.ts';
import { NAMESPACE, object, wave } from '../test-support/shop.ts';
import { INVARIANT_EXAMPLES } from './examples.ts';
import { INVARIANT_FACTS } from './facts.ts';

const ingress = (number: number): Readonly<Record<string, unknown>> => ({ spec: { rules: [{ host: 'shop.example', http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number } } } }] } }] } });

const rbac = 'rbac.authorization.k8s.io';
const roles = (verbs: readonly string[]) => [
  object(`${rbac}/v1`, 'Role', 'web', -4, { rules: [{ apiGroups: [''], resources: ['configmaps'], verbs }] }),
  object(`${rbac}/v1`, 'RoleBinding', 'web', -4, { roleRef: { apiGroup: rbac, kind: 'Role', name: 'web' }, subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: NAMESPACE }] }),
];

/** The changes that the examples tell of. */
const CHANGES: Readonly<Record<string, ShopChange>> = {
  'app-keeps-serving': { both: { 'Deployment web': { spec: { strategy: { type: 'Recreate' } } }, 'PersistentVolumeClaim uploads': { spec: { accessModes: ['ReadWriteMany'] } } } },
  'gates-end': { before: { 'HorizontalPodAutoscaler web': null }, after: { 'NetworkPolicy web-to-db-egress': null } },
  'migrated-before-app': { after: { 'Job migrate': wave(1) } },
  'one-migrator': { adds: { after: [object('batch/v1', 'Job', 'migrate-again', -1, { metadata: { labels: { 'app.kubernetes.io/component': 'migrate' }, annotations: { 'argocd.argoproj.io/hook': 'Sync' } }, spec: { activeDeadlineSeconds: 60, template: { spec: { containers: [] } } } })] } },
  'routes-lead-to-services': { before: { 'Ingress web': ingress(80) }, after: { 'Ingress web': ingress(8080), 'Service web': { spec: { ports: [{ name: 'main', port: 8080, targetPort: 'http', protocol: 'TCP' }] } } } },
  'edges-stay-open': { after: { 'NetworkPolicy web-to-db-egress': { spec: { egress: [{ to: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'shop', 'app.kubernetes.io/component': 'db' } } }], ports: [{ port: 5433, protocol: 'TCP' }] }] } } } },
  'permissions-stay': { adds: { before: roles(['get', 'list']), after: roles(['get']) } },
  'pods-can-restart': { after: { 'ConfigMap files-aa': { data: { 'nginx.conf': 'two' } } } },
  'services-select': { after: { 'Deployment web': { spec: { template: { spec: { containers: [{ name: 'web', image: 'registry.example/web', ports: [{ name: 'web', containerPort: 3000 }] }] } } } } } },
};

describe('the example of an invariant', () => {
  it.each(Object.entries(INVARIANT_EXAMPLES))('is what is told of such a change: %s', (id, { story }) => {
    expect(INVARIANT_FACTS.map((facts) => facts.id)).toContain(id);
    expect(foundIn(CHANGES[id]!).filter(({ invariant }) => invariant === id).map((told) => told.story)).toContainEqual(story);
  });
});
