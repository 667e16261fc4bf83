import { groupOf, type Manifest } from '../kernel/manifest.ts';
import { at, listAt, textAt } from './field.ts';
import { destinationRule, virtualService } from './istio-references.ts';
import { kindOf } from '../kernel/kind-of.ts';
import { meshAuthorization, meshIdentities } from './mesh-references.ts';
import { backupStore, postgresCluster } from './postgres-references.ts';
import { type AddReference, type Reference } from './reference.ts';
import { rollout } from './rollout-references.ts';

/** Names that a kind's own fields refer to, by `group/Kind`. Selectors are no names and not here. */
const REFERS: ReadonlyMap<string, (manifest: Manifest, add: AddReference) => void> = new Map([
  ['/ServiceAccount', serviceAccount],
  ['apps/StatefulSet', (manifest, add) => add('spec.serviceName', textAt(manifest, 'spec', 'serviceName'), '/Service')],
  ['autoscaling/HorizontalPodAutoscaler', (manifest, add) => scaleTarget(manifest, add, '', '')],
  ['keda.sh/ScaledObject', scaledObject],
  ['networking.k8s.io/Ingress', ingress],
  ['gateway.networking.k8s.io/HTTPRoute', route],
  ['gateway.networking.k8s.io/GRPCRoute', route],
  ['gateway.networking.k8s.io/TLSRoute', route],
  ['gateway.networking.k8s.io/TCPRoute', route],
  ['gateway.networking.k8s.io/Gateway', gateway],
  ['rbac.authorization.k8s.io/RoleBinding', binding],
  ['rbac.authorization.k8s.io/ClusterRoleBinding', binding],
  ['external-secrets.io/ExternalSecret', externalSecret],
  ['cert-manager.io/Certificate', certificate],
  ['monitoring.coreos.com/ServiceMonitor', (manifest, add) => scrapeSecrets(manifest, add, 'endpoints')],
  ['monitoring.coreos.com/PodMonitor', (manifest, add) => scrapeSecrets(manifest, add, 'podMetricsEndpoints')],
  ['barmancloud.cnpg.io/ObjectStore', backupStore],
  ['kafka.strimzi.io/KafkaNodePool', kafkaNodePool],
  ['postgresql.cnpg.io/Cluster', postgresCluster],
  ['postgresql.cnpg.io/ScheduledBackup', (manifest, add) => add('spec.cluster.name', textAt(manifest, 'spec', 'cluster', 'name'), 'postgresql.cnpg.io/Cluster')],
  ['postgresql.cnpg.io/Backup', (manifest, add) => add('spec.cluster.name', textAt(manifest, 'spec', 'cluster', 'name'), 'postgresql.cnpg.io/Cluster')],
  ['argoproj.io/Rollout', rollout],
  ['networking.istio.io/VirtualService', virtualService],
  ['networking.istio.io/DestinationRule', destinationRule],
  ['gateway.envoyproxy.io/BackendTrafficPolicy', backendTrafficPolicy],
  ['policy.linkerd.io/AuthorizationPolicy', meshAuthorization],
  ['policy.linkerd.io/MeshTLSAuthentication', meshIdentities],
]);

/** The kinds whose own fields refer to names, as `group/Kind`. */
export const KINDS_THAT_REFER: readonly string[] = [...REFERS.keys()];

/** Every name that the fields of the manifest's own kind refer to; its pods' are another matter. */
export function refersByKind(manifest: Manifest): Reference[] {
  const refer = REFERS.get(kindOf(manifest));
  if (refer === undefined) return [];
  const found: Reference[] = [];
  const own = textAt(manifest, 'metadata', 'namespace') ?? '';
  refer(manifest, (path, name, kind, { namespace, ...rest } = {}) => {
    if (name === undefined) return;
    const slash = kind.indexOf('/');
    const to = { group: kind.slice(0, slash), kind: kind.slice(slash + 1), namespace: namespace ?? own, name };
    found.push({ path, to, order: 'with', optional: false, outside: false, ...rest });
  });
  return found;
}

/** A pool says by a label which cluster it is of. */
function kafkaNodePool(manifest: Manifest, add: AddReference): void {
  add('metadata.labels["strimzi.io/cluster"]', textAt(manifest, 'metadata', 'labels', 'strimzi.io/cluster'), 'kafka.strimzi.io/Kafka');
}

function serviceAccount(manifest: Manifest, add: AddReference): void {
  for (const list of ['imagePullSecrets', 'secrets']) {
    listAt(manifest, list).forEach((each, index) => add(`${list}[${index}].name`, textAt(each, 'name'), '/Secret'));
  }
}

function scaleTarget(manifest: Manifest, add: AddReference, defaultGroup: string, defaultKind: string): void {
  const target = at(manifest, 'spec', 'scaleTargetRef');
  const apiVersion = textAt(target, 'apiVersion');
  const kind = textAt(target, 'kind') ?? defaultKind;
  add('spec.scaleTargetRef.name', textAt(target, 'name'), `${apiVersion === undefined ? defaultGroup : groupOf(apiVersion)}/${kind}`);
}

function scaledObject(manifest: Manifest, add: AddReference): void {
  scaleTarget(manifest, add, 'apps', 'Deployment');
  listAt(manifest, 'spec', 'triggers').forEach((trigger, index) => {
    const kind = textAt(trigger, 'authenticationRef', 'kind') ?? 'TriggerAuthentication';
    if (kind === 'TriggerAuthentication') add(`spec.triggers[${index}].authenticationRef.name`, textAt(trigger, 'authenticationRef', 'name'), `keda.sh/${kind}`);
  });
}

function ingress(manifest: Manifest, add: AddReference): void {
  add('spec.defaultBackend.service.name', textAt(manifest, 'spec', 'defaultBackend', 'service', 'name'), '/Service');
  listAt(manifest, 'spec', 'rules').forEach((rule, index) =>
    listAt(rule, 'http', 'paths').forEach((path, place) =>
      add(`spec.rules[${index}].http.paths[${place}].backend.service.name`, textAt(path, 'backend', 'service', 'name'), '/Service'),
    ),
  );
  listAt(manifest, 'spec', 'tls').forEach((tls, index) => add(`spec.tls[${index}].secretName`, textAt(tls, 'secretName'), '/Secret'));
}

function route(manifest: Manifest, add: AddReference): void {
  listAt(manifest, 'spec', 'parentRefs').forEach((parent, index) => named(parent, `spec.parentRefs[${index}]`, GATEWAY, add));
  listAt(manifest, 'spec', 'rules').forEach((rule, index) => {
    const path = `spec.rules[${index}]`;
    listAt(rule, 'backendRefs').forEach((backend, place) => named(backend, `${path}.backendRefs[${place}]`, SERVICE, add));
    listAt(rule, 'filters').forEach((filter, place) => {
      named(at(filter, 'requestMirror', 'backendRef'), `${path}.filters[${place}].requestMirror.backendRef`, SERVICE, add);
    });
  });
}

const GATEWAY = { group: 'gateway.networking.k8s.io', kind: 'Gateway' } as const;
const SERVICE = { group: '', kind: 'Service' } as const;

/** A reference of the Gateway API: group, kind and namespace have defaults. */
function named(reference: unknown, path: string, defaults: { readonly group: string; readonly kind: string }, add: AddReference): void {
  const group = at(reference, 'group');
  const kind = `${typeof group === 'string' ? group : defaults.group}/${textAt(reference, 'kind') ?? defaults.kind}`;
  add(`${path}.name`, textAt(reference, 'name'), kind, { namespace: textAt(reference, 'namespace') });
}

function gateway(manifest: Manifest, add: AddReference): void {
  listAt(manifest, 'spec', 'listeners').forEach((listener, index) =>
    listAt(listener, 'tls', 'certificateRefs').forEach((reference, place) =>
      named(reference, `spec.listeners[${index}].tls.certificateRefs[${place}]`, { group: '', kind: 'Secret' }, add),
    ),
  );
}

function binding(manifest: Manifest, add: AddReference): void {
  const role = textAt(manifest, 'roleRef', 'kind');
  // ClusterRoles such as view come with the cluster.
  if (role === 'Role') add('roleRef.name', textAt(manifest, 'roleRef', 'name'), 'rbac.authorization.k8s.io/Role');
  if (role === 'ClusterRole') add('roleRef.name', textAt(manifest, 'roleRef', 'name'), 'rbac.authorization.k8s.io/ClusterRole', { namespace: '', outside: true });
  listAt(manifest, 'subjects').forEach((subject, index) => {
    if (at(subject, 'kind') !== 'ServiceAccount' || at(subject, 'name') === 'default') return;
    add(`subjects[${index}].name`, textAt(subject, 'name'), '/ServiceAccount', { namespace: textAt(subject, 'namespace') });
  });
}

function externalSecret(manifest: Manifest, add: AddReference): void {
  const kind = textAt(manifest, 'spec', 'secretStoreRef', 'kind') ?? 'SecretStore';
  const cluster = kind === 'ClusterSecretStore';
  add('spec.secretStoreRef.name', textAt(manifest, 'spec', 'secretStoreRef', 'name'), `external-secrets.io/${kind}`, { ...(cluster ? { namespace: '' } : {}), outside: true });
}

function certificate(manifest: Manifest, add: AddReference): void {
  const kind = textAt(manifest, 'spec', 'issuerRef', 'kind') ?? 'Issuer';
  const cluster = kind === 'ClusterIssuer';
  add('spec.issuerRef.name', textAt(manifest, 'spec', 'issuerRef', 'name'), `cert-manager.io/${kind}`, { ...(cluster ? { namespace: '' } : {}), outside: true });
}

function scrapeSecrets(manifest: Manifest, add: AddReference, list: string): void {
  listAt(manifest, 'spec', list).forEach((endpoint, index) => {
    for (const keys of [['authorization', 'credentials'], ['basicAuth', 'username'], ['basicAuth', 'password'], ['bearerTokenSecret']]) {
      add(`spec.${list}[${index}].${keys.join('.')}.name`, textAt(endpoint, ...keys, 'name'), '/Secret');
    }
  });
}

function backendTrafficPolicy(manifest: Manifest, add: AddReference): void {
  listAt(manifest, 'spec', 'targetRefs').forEach((target, index) => named(target, `spec.targetRefs[${index}]`, GATEWAY, add));
}
