import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { itemsOf } from '../../config/items-of.ts';
import { duplicate } from '../../field-error.ts';

export const spreadConstraintIsUnique: Rule = {
  id: 'spread-constraint-is-unique',
  severity: 'error',
  why: 'the API server refuses two constraints that spread over one topology in one way',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/',
  kinds: POD_KINDS,
  keys: ['topologySpreadConstraints'],
  *check({ apiPods }) {
    for (const { specPath, spec } of apiPods) {
      const items = itemsOf(spec.topologySpreadConstraints, `${specPath}.topologySpreadConstraints`);
      const last = new Map(items.map(({ index, item }) => [pairOf(item), index]));
      for (const { path, index, item } of items) {
        const pair = pairOf(item);
        // The server says it of the earlier ones, and of no field of theirs.
        if (last.get(pair) !== index) yield duplicate(`${path}.{topologyKey, whenUnsatisfiable}`, pair);
      }
    }
  },
};

function pairOf({ topologyKey = '', whenUnsatisfiable = '' }: { readonly topologyKey?: string; readonly whenUnsatisfiable?: string }): string {
  return `{${topologyKey}, ${whenUnsatisfiable}}`;
}
