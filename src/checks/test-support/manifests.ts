/** A JSON object, loosely typed: a test may build what no schema allows. */
type Loose = Readonly<Record<string, unknown>>;

/** An image pinned by a digest that is plainly an example. */
export const PINNED = `ghcr.io/acme/shop-app:v1.0.0@sha256:${'a'.repeat(64)}`;

const LABELS = { 'app.kubernetes.io/name': 'web' };

/** An object of any kind in the namespace shop; metadata is merged, the rest stands beside it. */
export function object(apiVersion: string, kind: string, name: string, rest: Loose = {}): Loose {
  const { metadata, ...fields } = rest;
  return { apiVersion, kind, metadata: { name, namespace: 'shop', ...(metadata as Loose) }, ...fields };
}

/** A container `web` that satisfies the restricted Pod Security Standard. */
export function container(fields: Loose = {}): Loose {
  return {
    name: 'web',
    image: PINNED,
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    ...fields,
  };
}

/** A pod spec that satisfies the restricted Pod Security Standard, with one container. */
export function podSpec(fields: Loose = {}): Loose {
  return {
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [container()],
    ...fields,
  };
}

/** A Deployment `web`; the fields are its pod's spec, and `metadata` is its own. */
export function deployment(pod: Loose = {}, metadata: Loose = {}): Loose {
  return workload('Deployment', pod, metadata);
}

/** A workload of group apps, `web`; the fields are its pod's spec. */
export function workload(kind: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'ReplicaSet', pod: Loose = {}, metadata: Loose = {}): Loose {
  return object('apps/v1', kind, 'web', {
    metadata,
    spec: { selector: { matchLabels: LABELS }, template: { metadata: { labels: LABELS }, spec: podSpec(pod) } },
  });
}

/** A Deployment with one container of these fields. */
export function withContainer(fields: Loose): Loose {
  return deployment({ containers: [container(fields)] });
}

/** A Job; the fields are its spec beside the template, `pod` those of its pod's spec. */
export function job(name: string, { pod = {}, metadata = {}, ...spec }: { readonly pod?: Loose; readonly metadata?: Loose } & Loose = {}): Loose {
  return object('batch/v1', 'Job', name, { metadata, spec: { ...spec, template: { spec: podSpec({ restartPolicy: 'Never', ...pod }) } } });
}

/** A Job that Argo CD runs as a Sync hook. */
export function hookJob(name: string, { metadata, ...rest }: { readonly pod?: Loose; readonly metadata?: Loose } & Loose = {}): Loose {
  return job(name, {
    ...rest,
    metadata: {
      ...metadata,
      annotations: {
        'argocd.argoproj.io/hook': 'Sync',
        'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
        ...(metadata?.['annotations'] as Loose | undefined),
      },
    },
  });
}

/** A CronJob `report`; the fields are its pod's spec. */
export function cronJob(pod: Loose = {}): Loose {
  return object('batch/v1', 'CronJob', 'report', {
    spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: { spec: podSpec({ restartPolicy: 'Never', ...pod }) } } } },
  });
}

/** A Service `web` on port 80 that selects the pods of {@link deployment}. */
export function service(spec: Loose = {}, metadata: Loose = {}): Loose {
  return object('v1', 'Service', 'web', { metadata, spec: { selector: LABELS, ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: 'http' }], ...spec } });
}

/** A ConfigMap with this data. */
export function configMap(name: string, data: Loose = { key: 'value' }, metadata: Loose = {}): Loose {
  return object('v1', 'ConfigMap', name, { metadata, data });
}

/** The manifest in this sync wave. */
export function inWave(wave: number, manifest: Loose): Loose {
  const metadata = manifest['metadata'] as Loose;
  return { ...manifest, metadata: { ...metadata, annotations: { ...(metadata['annotations'] as Loose | undefined), 'argocd.argoproj.io/sync-wave': String(wave) } } };
}
