import { containersOfPod } from '../checks/containers-of.ts';
import { at, listAt, textAt } from '../checks/field.ts';
import { identityKey, type Manifest } from '../kernel/manifest.ts';
import { podsIn } from './release-set.ts';

/** One name in the content of a ConfigMap or Secret, without which pods don't start. */
export interface AskedFor {
  /** The key of the ConfigMap or Secret. */
  readonly key: string;
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** The name in its content. */
  readonly item: string;
}

const ASKED = new WeakMap<Manifest, { readonly namespace: string; readonly asked: readonly AskedFor[] }>();

/**
 * What pods of an object ask ConfigMaps and Secrets for by name: in variables, and where files are picked one by one; not
 * what may be missing.
 *
 * @param namespace of an object that names none
 * @see https://kubernetes.io/docs/concepts/configuration/secret/#restriction-secret-must-exist
 */
export function askedForIn(owner: Manifest, namespace: string): readonly AskedFor[] {
  let known = ASKED.get(owner);
  if (known?.namespace !== namespace) ASKED.set(owner, (known = { namespace, asked: collected(owner, textAt(owner, 'metadata', 'namespace') ?? namespace) }));
  return known.asked;
}

function collected(owner: Manifest, namespace: string): readonly AskedFor[] {
  const found: AskedFor[] = [];
  const add = (kind: AskedFor['kind'], holder: unknown, name: string | undefined, item: string | undefined): void => {
    if (name === undefined || item === undefined || at(holder, 'optional') === true) return;
    found.push({ key: identityKey({ group: '', kind, namespace, name }), kind, name, item });
  };
  const addItems = (kind: AskedFor['kind'], holder: unknown, name: string | undefined): void => {
    for (const each of listAt(holder, 'items')) add(kind, holder, name, textAt(each, 'key'));
  };
  for (const pod of podsIn(owner)) {
    for (const { container } of containersOfPod(pod)) {
      for (const variable of listAt(container, 'env')) {
        for (const [kind, field] of [['ConfigMap', 'configMapKeyRef'], ['Secret', 'secretKeyRef']] as const) {
          const from = at(variable, 'valueFrom', field);
          add(kind, from, textAt(from, 'name'), textAt(from, 'key'));
        }
      }
    }
    for (const volume of listAt(pod.spec, 'volumes')) {
      addItems('ConfigMap', at(volume, 'configMap'), textAt(volume, 'configMap', 'name'));
      addItems('Secret', at(volume, 'secret'), textAt(volume, 'secret', 'secretName'));
      for (const source of listAt(volume, 'projected', 'sources')) {
        addItems('ConfigMap', at(source, 'configMap'), textAt(source, 'configMap', 'name'));
        addItems('Secret', at(source, 'secret'), textAt(source, 'secret', 'name'));
      }
    }
  }
  return found;
}
