import { type Manifest } from '../../kernel/manifest.ts';

export const NAMESPACE = 'shop-staging';

type Edit = Readonly<Record<string, unknown>>;

/** A system with everything in it that a layout can get wrong, as one of its releases renders it. */
export function shop(version = '1'): Manifest[] {
  const image = (name: string): string => `registry.example/${name}@sha256:${version.repeat(64).slice(0, 64)}`;
  const labels = (component: string): Edit => ({ 'app.kubernetes.io/name': 'shop', 'app.kubernetes.io/component': component });
  const pod = (component: string, spec: Edit, metadata: Edit = {}): Edit => ({ metadata: { labels: { ...labels(component), version }, ...metadata }, spec: { serviceAccountName: component, ...spec } });
  const secretVariable = { name: 'DATABASE_URL', valueFrom: { secretKeyRef: { name: 'runtime-aa', key: 'url' } } };
  const job = (component: string, wave: number): Manifest =>
    object('batch/v1', 'Job', component, wave, {
      metadata: { labels: labels(component), annotations: { 'argocd.argoproj.io/hook': 'Sync', 'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation' } },
      spec: { activeDeadlineSeconds: 600, backoffLimit: 0, template: pod(component, { restartPolicy: 'Never', containers: [{ name: component, image: image(component), env: component === 'migrate' ? [secretVariable] : [] }] }) },
    });
  const edge = (name: string, component: string, direction: 'ingress' | 'egress', peer: string, port: number): Manifest =>
    object('networking.k8s.io/v1', 'NetworkPolicy', name, -5, {
      spec: { podSelector: { matchLabels: labels(component) }, policyTypes: [direction === 'ingress' ? 'Ingress' : 'Egress'], [direction]: [{ [direction === 'ingress' ? 'from' : 'to']: [{ podSelector: { matchLabels: labels(peer) } }], ports: [{ port, protocol: 'TCP' }] }] },
    });
  const service = (name: string, port: number, target: number | string, wave: number): Manifest => object('v1', 'Service', name, wave, { spec: { selector: labels(name), ports: [{ name: 'main', port, targetPort: target, protocol: 'TCP' }] } });
  return [
    object('v1', 'Namespace', NAMESPACE, -5, {}),
    edge('web-to-db-egress', 'web', 'egress', 'db', 5432),
    edge('web-to-db-ingress', 'db', 'ingress', 'web', 5432),
    edge('migrate-to-db-egress', 'migrate', 'egress', 'db', 5432),
    object('security.istio.io/v1', 'AuthorizationPolicy', 'web-to-db', -5, { spec: { selector: { matchLabels: labels('db') }, rules: [{ from: [{ source: { principals: ['web'] } }], to: [{ operation: { ports: ['5432'] } }] }] } }),
    ...['web', 'db', 'migrate', 'smoke'].map((name) => object('v1', 'ServiceAccount', name, -4, {})),
    object('v1', 'ConfigMap', 'files-aa', -4, { data: { 'nginx.conf': 'one' } }),
    object('external-secrets.io/v1', 'ExternalSecret', 'runtime-aa', -4, { spec: { target: { name: 'runtime-aa' }, data: [{ secretKey: 'url', remoteRef: { key: 'shop/url' } }] } }),
    service('db', 5432, 5432, -3),
    object('apps/v1', 'StatefulSet', 'db', -3, { metadata: { annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' } }, spec: { serviceName: 'db', selector: { matchLabels: labels('db') }, template: { metadata: { labels: labels('db') }, spec: { serviceAccountName: 'db', containers: [{ name: 'db', image: 'registry.example/db', ports: [{ name: 'sql', containerPort: 5432 }] }] } }, volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage: '1Gi' } } } }] } }),
    job('migrate', -1),
    object('v1', 'ConfigMap', 'shop-release', 0, { data: { version } }),
    service('web', 80, 'http', 0),
    object('v1', 'PersistentVolumeClaim', 'uploads', 0, { metadata: { annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' } }, spec: { accessModes: ['ReadWriteOnce'] } }),
    object('apps/v1', 'Deployment', 'web', 0, {
      spec: {
        progressDeadlineSeconds: 300,
        selector: { matchLabels: labels('web') },
        template: pod('web', {
          containers: [{ name: 'web', image: image('web'), env: [secretVariable], ports: [{ name: 'http', containerPort: 3000 }] }],
          volumes: [{ name: 'files', configMap: { name: 'files-aa' } }, { name: 'uploads', persistentVolumeClaim: { claimName: 'uploads' } }],
        }),
      },
    }),
    job('smoke', 1),
    object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', 2, { spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } } }),
    object('networking.k8s.io/v1', 'Ingress', 'web', 2, { spec: { rules: [{ host: 'shop.example' }] } }),
    object('networking.k8s.io/v1', 'NetworkPolicy', 'default-deny', 2, { spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] } }),
  ];
}

/** The shop with some objects made otherwise: `Kind name` and what is laid over it; null takes an object out, or a field. */
export function edited(manifests: readonly Manifest[], edits: Readonly<Record<string, Edit | null>>): Manifest[] {
  const left = new Set(Object.keys(edits));
  const result = manifests.flatMap((manifest): Manifest[] => {
    const name = `${manifest.kind} ${manifest.metadata.name}`;
    if (!left.delete(name)) return [manifest];
    const edit = edits[name]!;
    return edit === null ? [] : [merged(manifest, edit) as Manifest];
  });
  if (left.size > 0) throw new Error(`the shop has no ${[...left].join(', ')}`);
  return result;
}

/** What puts an object into a wave. */
export const wave = (number: number): Edit => ({ metadata: { annotations: { 'argocd.argoproj.io/sync-wave': String(number) } } });

/** What adds annotations. */
export const annotated = (annotations: Edit): Edit => ({ metadata: { annotations } });

export function object(apiVersion: string, kind: string, name: string, waveOf: number, rest: Edit): Manifest {
  return merged({ apiVersion, kind, metadata: { name, ...(kind === 'Namespace' ? {} : { namespace: NAMESPACE }), annotations: { 'argocd.argoproj.io/sync-wave': String(waveOf) } } }, rest) as Manifest;
}

function merged(value: unknown, edit: unknown): unknown {
  if (typeof edit !== 'object' || edit === null || Array.isArray(edit)) return edit;
  const result: Record<string, unknown> = { ...(typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}) };
  for (const [key, change] of Object.entries(edit)) {
    if (change === null) delete result[key];
    else result[key] = merged(result[key], change);
  }
  return result;
}
