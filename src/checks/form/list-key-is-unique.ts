import { at, type Fields, isFields, listAt } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Finding, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const listKeyIsUnique: Rule = {
  id: 'list-key-is-unique',
  severity: 'error',
  why: 'server-side apply merges these lists by their key, and fails the sync on "duplicate entries for key"',
  source: 'https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy',
  kinds: [...POD_KINDS, '/Service'],
  *check({ manifest, kind, pods, containers }) {
    for (const pod of pods) {
      for (const [list, keys] of POD_LISTS) {
        if (Object.hasOwn(pod.spec, list)) yield* duplicates(listAt(pod.spec, list), `${pod.specPath}.${list}`, keys);
      }
    }
    const named = new Map<unknown, string>();
    for (const { path, container } of containers) {
      for (const [list, keys, defaults] of CONTAINER_LISTS) {
        if (Object.hasOwn(container, list)) yield* duplicates(listAt(container, list), `${path}.${list}`, keys, defaults);
      }
      // Containers of all three lists share the pod's names.
      const name = at(container, 'name');
      const first = named.get(name);
      if (name !== undefined && first !== undefined) {
        yield { path: `${path}.name`, message: `Duplicate value: ${shown(name)}, as at ${first}`, fix: 'give one of the containers another name' };
      } else {
        named.set(name, `${path}.name`);
      }
    }
    if (kind === '/Service') {
      const ports = listAt(manifest, 'spec', 'ports');
      yield* duplicates(ports, 'spec.ports', ['port', 'protocol'], { protocol: 'TCP' });
      yield* duplicates(ports, 'spec.ports', ['name'], {}, '.name');
    }
  },
};

type Keyed = readonly [list: string, keys: readonly string[], defaults?: Readonly<Record<string, unknown>>];

const POD_LISTS: readonly Keyed[] = [
  ['volumes', ['name']],
  ['imagePullSecrets', ['name']],
  ['hostAliases', ['ip']],
  ['resourceClaims', ['name']],
  ['schedulingGates', ['name']],
  ['topologySpreadConstraints', ['topologyKey', 'whenUnsatisfiable']],
];

const CONTAINER_LISTS: readonly Keyed[] = [
  ['env', ['name']],
  // Kubernetes' key; two ports of one name are refused by validation, not by the merge.
  ['ports', ['containerPort', 'protocol'], { protocol: 'TCP' }],
  ['volumeMounts', ['mountPath']],
  ['volumeDevices', ['devicePath']],
];

/** @param field what of the element is told of, where the API server tells of one */
function* duplicates(list: readonly unknown[], path: string, keys: readonly string[], defaults: Readonly<Record<string, unknown>> = {}, field = ''): Generator<Finding> {
  if (list.length < 2) return;
  const seen = new Map<string, number>();
  for (let index = 0; index < list.length; index++) {
    const element = list[index];
    if (!isFields(element)) continue;
    const key = keyOf(element, keys, defaults);
    if (key === undefined) continue;
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, index);
    } else {
      yield {
        path: `${path}[${index}]${field}`,
        message: `Duplicate value: ${keys.map((each) => `${each} ${shown(at(element, each) ?? defaults[each])}`).join(', ')}, as at ${path}[${first}]`,
        fix: 'remove one of the two',
      };
    }
  }
}

/** The element's key as text; undefined where a part is missing, or is no scalar and so another rule's matter. */
function keyOf(element: Fields, keys: readonly string[], defaults: Readonly<Record<string, unknown>>): string | undefined {
  let text = '';
  for (const key of keys) {
    const value = at(element, key) ?? defaults[key];
    if (value === undefined || typeof value === 'object') return undefined;
    text += `${typeof value}:${String(value)}\n`;
  }
  return text;
}
