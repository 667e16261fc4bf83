import { canonicalQuantity, quantityProblem } from '../../kernel/quantity.ts';
import { type Node, pathOfNode } from '../nodes-of.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const quantityIsCanonical: Rule = {
  id: 'quantity-is-canonical',
  severity: 'error',
  why: 'the API server answers with the canonical form, so a diff shows changes that are none; in a StatefulSet another spelling replaces the pods',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/',
  *check({ kind, nodes }) {
    for (const node of nodes) {
      if (typeof node.value === 'object' || !isQuantity(node, kind)) continue;
      if (typeof node.value === 'string' && SURELY_CANONICAL.test(node.value)) continue;
      const got = node.value;
      const text = typeof got === 'number' ? String(got) : got;
      const problem = typeof text === 'string' ? quantityProblem(text) : undefined;
      if (typeof text !== 'string' || problem !== undefined) {
        yield {
          path: pathOfNode(node),
          message: `Invalid value: ${shown(got)}: is not a quantity`,
          ...(problem?.fix === undefined ? {} : { fix: `write ${shown(problem.fix)}` }),
        };
        continue;
      }
      const canonical = canonicalQuantity(text);
      if (canonical !== got) yield {
        path: pathOfNode(node),
        message: `quantity ${shown(got)} is not in canonical form`,
        fix: `write ${shown(canonical)}`,
      };
    }
  },
};

/** Below a thousand no suffix can be larger; nearly every quantity is of this form, and reading one takes its time. */
const SURELY_CANONICAL = /^[1-9]\d{0,2}(m|k|M|G|Ki|Mi|Gi|Ti)?$/;

/** Fields that are quantities wherever they stand. */
const FIELDS: ReadonlySet<unknown> = new Set(['sizeLimit', 'averageValue', 'divisor']);

/** Maps of quantities, with the field they must stand in where the name alone is too common. */
const MAPS: ReadonlyMap<unknown, ReadonlySet<unknown> | undefined> = new Map([
  ['limits', new Set<unknown>(['resources'])],
  ['requests', new Set<unknown>(['resources'])],
  ['overhead', new Set<unknown>(['spec'])],
  ['podFixed', new Set<unknown>(['overhead'])],
]);

/** Maps and fields that are quantities in one kind only; a field may need its parent beside it, as a scaling policy's `value` is a count. */
const OF_KIND: ReadonlyMap<string, { readonly maps?: readonly string[]; readonly fields?: readonly string[] }> = new Map([
  ['/ResourceQuota', { maps: ['hard'] }],
  ['/LimitRange', { maps: ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'] }],
  ['/PersistentVolume', { maps: ['capacity'] }],
  ['autoscaling/HorizontalPodAutoscaler', { fields: ['target.value', 'tolerance'] }],
  ['postgresql.cnpg.io/Cluster', { fields: ['size'] }],
  ['kafka.strimzi.io/Kafka', { fields: ['size'] }],
  ['kafka.strimzi.io/KafkaNodePool', { fields: ['size'] }],
]);

function isQuantity({ key, parent }: Node, kind: string): boolean {
  if (FIELDS.has(key)) return true;
  const ofKind = OF_KIND.get(kind);
  const map = parent?.key;
  if (ofKind !== undefined && typeof key === 'string') {
    if (ofKind.fields?.includes(key) || ofKind.fields?.includes(`${String(map)}.${key}`)) return true;
    if (typeof map === 'string' && ofKind.maps?.includes(map)) return true;
  }
  return MAPS.get(map)?.has(parent?.parent?.key) === true;
}
