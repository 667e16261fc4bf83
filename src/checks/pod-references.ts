import { type Manifest } from '../kernel/manifest.ts';
import { containersOfPod } from './containers-of.ts';
import { at, fieldsAt, listAt, textAt } from './field.ts';
import { type Pod } from './pods-of.ts';
import { type Reference } from './reference.ts';

/** Every name a pod refers to. A pod does not start before all of them are there. */
export function podReferences(pod: Pod, owner: Manifest): Reference[] {
  const found: Reference[] = [];
  const namespace = textAt(owner, 'metadata', 'namespace') ?? '';

  function add(kind: string, path: string, holder: unknown, key: string, rest: Partial<Reference> = {}): void {
    const name = textAt(holder, key);
    // The control plane writes this one into every namespace.
    if (name === undefined || (kind === 'ConfigMap' && name === 'kube-root-ca.crt')) return;
    const optional = at(holder, 'optional') === true;
    found.push({ path: `${path}.${key}`, to: { group: '', kind, namespace, name }, order: 'before', optional, outside: false, ...rest });
  }

  const { spec, specPath } = pod;
  // Every namespace has this one from the start.
  if (at(spec, 'serviceAccountName') !== 'default') add('ServiceAccount', specPath, spec, 'serviceAccountName');
  const priorityClass = textAt(spec, 'priorityClassName');
  if (priorityClass !== undefined && !priorityClass.startsWith('system-')) {
    add('PriorityClass', specPath, spec, 'priorityClassName', { to: { group: 'scheduling.k8s.io', kind: 'PriorityClass', namespace: '', name: priorityClass } });
  }
  listAt(spec, 'imagePullSecrets').forEach((each, index) => add('Secret', `${specPath}.imagePullSecrets[${index}]`, each, 'name'));

  listAt(spec, 'volumes').forEach((volume, index) => {
    const path = `${specPath}.volumes[${index}]`;
    add('ConfigMap', `${path}.configMap`, at(volume, 'configMap'), 'name');
    add('Secret', `${path}.secret`, at(volume, 'secret'), 'secretName');
    // A claim with WaitForFirstConsumer is bound by its pod, so neither may wait for the other.
    add('PersistentVolumeClaim', `${path}.persistentVolumeClaim`, at(volume, 'persistentVolumeClaim'), 'claimName', { order: 'same' });
    listAt(volume, 'projected', 'sources').forEach((source, place) => {
      add('ConfigMap', `${path}.projected.sources[${place}].configMap`, at(source, 'configMap'), 'name');
      add('Secret', `${path}.projected.sources[${place}].secret`, at(source, 'secret'), 'name');
    });
    add('Secret', `${path}.csi.nodePublishSecretRef`, at(volume, 'csi', 'nodePublishSecretRef'), 'name');
    const providerClass = textAt(volume, 'csi', 'volumeAttributes', 'secretProviderClass');
    if (at(volume, 'csi', 'driver') === 'secrets-store.csi.k8s.io' && providerClass !== undefined) {
      add('SecretProviderClass', `${path}.csi.volumeAttributes`, fieldsAt(volume, 'csi', 'volumeAttributes'), 'secretProviderClass', {
        to: { group: 'secrets-store.csi.x-k8s.io', kind: 'SecretProviderClass', namespace, name: providerClass },
      });
    }
  });

  for (const { path, container } of containersOfPod(pod)) {
    listAt(container, 'env').forEach((variable, index) => {
      const from = at(variable, 'valueFrom');
      if (from === undefined) return;
      add('ConfigMap', `${path}.env[${index}].valueFrom.configMapKeyRef`, at(from, 'configMapKeyRef'), 'name');
      add('Secret', `${path}.env[${index}].valueFrom.secretKeyRef`, at(from, 'secretKeyRef'), 'name');
    });
    listAt(container, 'envFrom').forEach((source, index) => {
      add('ConfigMap', `${path}.envFrom[${index}].configMapRef`, at(source, 'configMapRef'), 'name');
      add('Secret', `${path}.envFrom[${index}].secretRef`, at(source, 'secretRef'), 'name');
    });
  }
  return found;
}
