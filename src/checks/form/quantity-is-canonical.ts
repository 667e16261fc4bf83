import { canonicalQuantity, quantityProblem } from '../../kernel/quantity.ts';
import { isFields } from '../field.ts';
import { childrenOf, type Node, pathOfNode } from '../nodes-of.ts';
import { type Finding, type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** Fields that are quantities wherever they stand. */
const FIELDS = ['sizeLimit', 'averageValue', 'divisor'];

/** Maps of quantities, with the field they must stand in, as their own name alone is too common. */
const MAPS: ReadonlyMap<string, string> = new Map([
  ['limits', 'resources'],
  ['requests', 'resources'],
  ['overhead', 'spec'],
  ['podFixed', 'overhead'],
]);

/** Maps and fields that are quantities in one kind only; a field may need its parent beside it, as a scaling policy's `value` is a count. */
interface OfKind {
  readonly maps?: readonly string[];
  readonly fields?: readonly string[];
}

const OF_KIND: ReadonlyMap<string, OfKind> = new Map([
  ['/ResourceQuota', { maps: ['hard'] }],
  ['/LimitRange', { maps: ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'] }],
  ['/PersistentVolume', { maps: ['capacity'] }],
  ['autoscaling/HorizontalPodAutoscaler', { fields: ['target.value', 'tolerance'] }],
  ['postgresql.cnpg.io/Cluster', { fields: ['size'] }],
  ['kafka.strimzi.io/Kafka', { fields: ['size'] }],
  ['kafka.strimzi.io/KafkaNodePool', { fields: ['size'] }],
]);

export const quantityIsCanonical: Rule = {
  id: 'quantity-is-canonical',
  severity: 'error',
  why: 'the API server answers with the canonical form, so a diff shows changes that are none; in a StatefulSet another spelling replaces the pods',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/',
  keys: [...FIELDS, ...MAPS.keys(), ...[...OF_KIND.values()].flatMap(({ maps = [], fields = [] }) => [...maps, ...fields.map(lastStep)])],
  *check({ kind, suspects }) {
    const { maps = NONE, fields = NONE } = OF_KIND.get(kind) ?? {};
    for (const node of suspects) {
      if (isField(node, fields)) yield* judge(node);
      else if (isMap(node, maps)) for (const child of childrenOf(node)) yield* judge(child);
    }
  },
};

function isField({ key, parent }: Node, ofKind: readonly string[]): boolean {
  if (typeof key !== 'string') return false;
  return FIELDS.includes(key) || ofKind.includes(key) || ofKind.includes(`${String(parent?.key)}.${key}`);
}

function isMap({ key, value, parent }: Node, ofKind: readonly string[]): boolean {
  if (typeof key !== 'string') return false;
  const within = MAPS.get(key);
  return (within !== undefined && within === parent?.key) || (isFields(value) && ofKind.includes(key));
}

function* judge(node: Node): Generator<Finding> {
  const got = node.value;
  if (typeof got === 'object' || (typeof got === 'string' && SURELY_CANONICAL.test(got))) return;
  const text = typeof got === 'number' ? String(got) : got;
  const problem = typeof text === 'string' ? quantityProblem(text) : undefined;
  if (typeof text !== 'string' || problem !== undefined) {
    yield {
      path: pathOfNode(node),
      message: `Invalid value: ${shown(got)}: is not a quantity`,
      ...(problem?.fix === undefined ? {} : { fix: `write ${shown(problem.fix)}` }),
    };
    return;
  }
  const canonical = canonicalQuantity(text);
  if (canonical !== got) yield {
    path: pathOfNode(node),
    message: `quantity ${shown(got)} is not in canonical form`,
    fix: `write ${shown(canonical)}`,
  };
}

/** Below a thousand no suffix can be larger; nearly every quantity is of this form, and reading one takes its time. */
const SURELY_CANONICAL = /^[1-9]\d{0,2}(m|k|M|G|Ki|Mi|Gi|Ti)?$/;

const NONE: readonly string[] = [];

function lastStep(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
