import { setOwn } from '../../kernel/set-own.ts';
import { type Fields, isFields, own } from './fill.ts';

/**
 * A value of Kubernetes' own kinds as Go decodes it: a field that is `null` is absent, an item that is
 * `null` is the zero of its type, and so is the value of a map (`labels: { a: null }` is a label with no text).
 * The value itself where nothing in it is `null`.
 *
 * @see https://pkg.go.dev/encoding/json#Unmarshal
 */
export function withoutNulls<T>(value: T): T {
  return (hasNull(value, 0) ? decoded(value, '', '', 0, isFields(value) && PLAIN_SELECTORS.has(own(value, 'kind'))) : value) as T;
}

/** Deeper than any object of Kubernetes; what is deeper is left as it is. */
const DEEPEST = 200;

function hasNull(value: unknown, depth: number): boolean {
  if (typeof value !== 'object') return false;
  if (value === null) return true;
  if (depth > DEEPEST) return false;
  if (Array.isArray(value)) {
    for (const item of value) if (hasNull(item, depth + 1)) return true;
    return false;
  }
  for (const key in value) if (hasNull((value as Fields)[key], depth + 1)) return true;
  return false;
}

function decoded(value: unknown, key: string, parent: string, depth: number, selectsPlainly: boolean): unknown {
  if (depth > DEEPEST) return value;
  if (Array.isArray(value)) {
    return value.map((item: unknown) => (item === null ? zeroItem(key, parent) : decoded(item, '', key, depth + 1, selectsPlainly)));
  }
  if (!isFields(value)) return value;
  const zero = key === 'selector' && parent === 'spec' && selectsPlainly ? '' : zeroValue(key);
  const result: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    if (inner !== null) setOwn(result, name, decoded(inner, name, key, depth + 1, selectsPlainly));
    else if (zero !== undefined) setOwn(result, name, zero);
  }
  return result;
}

/** The zero of the map's values; `undefined` where the object is no map but has fields of its own. */
function zeroValue(key: string): string | undefined {
  if (TEXT_MAPS.has(key)) return '';
  return QUANTITY_MAPS.has(key) ? '0' : undefined;
}

/** What selects by a plain map; everybody else does by a LabelSelector. */
const PLAIN_SELECTORS: ReadonlySet<unknown> = new Set(['ReplicationController', 'Service']);

const TEXT_MAPS: ReadonlySet<string> = new Set([
  'annotations', 'attributes', 'binaryData', 'data', 'labels', 'matchLabels', 'nodeSelector', 'options', 'parameters', 'stringData', 'volumeAttributes',
]);
const QUANTITY_MAPS: ReadonlySet<string> = new Set([
  'capacity', 'default', 'defaultRequest', 'hard', 'limits', 'max', 'maxLimitRequestRatio', 'min', 'overhead', 'podFixed', 'requests',
]);

/** An item of these lists is text, of any other an object. */
const TEXT_LISTS: ReadonlySet<string> = new Set([
  'accessModes', 'add', 'addresses', 'apiGroups', 'apiVersions', 'args', 'cidrs', 'clusterIPs', 'command', 'drop', 'except', 'externalIPs', 'finalizers', 'hostnames',
  'hosts', 'ipFamilies', 'loadBalancerSourceRanges', 'matchLabelKeys', 'mismatchLabelKeys', 'monitors', 'mountOptions', 'nameservers', 'namespaces',
  'nonResourceURLs', 'operations', 'policyTypes', 'resourceNames', 'resources', 'scopes', 'searches', 'topologyKeys', 'values', 'verbs', 'wwids',
]);

function zeroItem(list: string, parent: string): unknown {
  if (list === 'values' && parent === 'onExitCodes') return 0;
  return TEXT_LISTS.has(list) ? '' : {};
}
