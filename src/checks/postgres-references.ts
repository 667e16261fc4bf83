import { type Manifest } from '../kernel/manifest.ts';
import { at, fieldsAt, listAt, textAt } from './field.ts';
import { type AddReference } from './reference.ts';

/**
 * Names in a CloudNativePG cluster. Its instances do not start without their Secrets, so these come
 * before it.
 *
 * @see https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/
 */
export function postgresCluster(manifest: Manifest, add: AddReference): void {
  for (const keys of SECRETS) add(`spec.${keys.join('.')}`, textAt(manifest, 'spec', ...keys), '/Secret', { order: 'before' });
  const priorityClass = textAt(manifest, 'spec', 'priorityClassName');
  // Every cluster has those of the system from the start.
  if (priorityClass?.startsWith('system-') === false) add('spec.priorityClassName', priorityClass, 'scheduling.k8s.io/PriorityClass', { order: 'before', namespace: '' });
  credentials(at(manifest, 'spec', 'backup', 'barmanObjectStore'), 'spec.backup.barmanObjectStore', add);
  listAt(manifest, 'spec', 'externalClusters').forEach((cluster, index) => {
    const path = `spec.externalClusters[${index}]`;
    for (const key of ['password', 'sslCert', 'sslKey', 'sslRootCert']) add(`${path}.${key}.name`, textAt(cluster, key, 'name'), '/Secret', { order: 'before' });
    objectStoreOf(at(cluster, 'plugin'), `${path}.plugin`, add);
  });
  listAt(manifest, 'spec', 'managed', 'roles').forEach((role, index) => {
    add(`spec.managed.roles[${index}].passwordSecret.name`, textAt(role, 'passwordSecret', 'name'), '/Secret', { order: 'before' });
  });
  listAt(manifest, 'spec', 'imagePullSecrets').forEach((each, index) => {
    add(`spec.imagePullSecrets[${index}].name`, textAt(each, 'name'), '/Secret', { order: 'before' });
  });
  listAt(manifest, 'spec', 'plugins').forEach((plugin, index) => objectStoreOf(plugin, `spec.plugins[${index}]`, add));
}

/**
 * Names in an ObjectStore of the Barman Cloud plugin.
 *
 * @see https://cloudnative-pg.io/plugin-barman-cloud/docs/object_stores/
 */
export function backupStore(manifest: Manifest, add: AddReference): void {
  credentials(at(manifest, 'spec', 'configuration'), 'spec.configuration', add);
}

const SECRETS: readonly (readonly string[])[] = [
  ['bootstrap', 'initdb', 'secret', 'name'],
  ['bootstrap', 'pg_basebackup', 'secret', 'name'],
  ['bootstrap', 'recovery', 'secret', 'name'],
  ['certificates', 'clientCASecret'],
  ['certificates', 'replicationTLSSecret'],
  ['certificates', 'serverCASecret'],
  ['certificates', 'serverTLSSecret'],
  ['superuserSecret', 'name'],
];

function objectStoreOf(plugin: unknown, path: string, add: AddReference): void {
  add(`${path}.parameters.barmanObjectName`, textAt(plugin, 'parameters', 'barmanObjectName'), 'barmancloud.cnpg.io/ObjectStore', { order: 'before' });
}

/** The store itself does not wait for its credentials; the cluster that uses both does. */
function credentials(store: unknown, path: string, add: AddReference): void {
  for (const provider of ['azureCredentials', 'googleCredentials', 's3Credentials']) {
    const keys = fieldsAt(store, provider);
    for (const key of Object.keys(keys).sort()) add(`${path}.${provider}.${key}.name`, textAt(keys[key], 'name'), '/Secret');
  }
  add(`${path}.endpointCA.name`, textAt(store, 'endpointCA', 'name'), '/Secret');
}
