import { at, type Fields, fieldsAt, isFields, listAt, textAt } from './field.ts';
import { type NodePoolFacts } from './manifest-set.ts';

/** Labels that every node has, or some cloud gives it. */
const WELL_KNOWN = /^(?:.*\.)?(?:kubernetes\.io|k8s\.io)\//;

/** One way in which a pod may ask for nodes: labels that a node must have, each with the values that will do. */
export type NodeDemand = ReadonlyMap<string, ReadonlySet<unknown>>;

/**
 * What a pod asks of its nodes by `nodeSelector` and required node affinity: any one of these demands must be met.
 * Only what can be told by labels and values is in them.
 */
export function nodeDemands(podSpec: Fields): readonly NodeDemand[] {
  const selector = fieldsAt(podSpec, 'nodeSelector');
  const base = Object.keys(selector).map((key) => [key, new Set([selector[key]])] as const);
  const terms = listAt(podSpec, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms');
  if (terms.length === 0) return [new Map(base)];
  return terms.map((term) => {
    const demand = new Map<string, ReadonlySet<unknown>>(base);
    for (const expression of listAt(term, 'matchExpressions')) {
      const key = textAt(expression, 'key');
      if (key !== undefined && at(expression, 'operator') === 'In') demand.set(key, new Set(listAt(expression, 'values')));
    }
    return demand;
  });
}

/** The labels of a demand that only somebody's own node pools can have. */
export function ownLabels(demand: NodeDemand): readonly (readonly [key: string, values: ReadonlySet<unknown>])[] {
  return [...demand].filter(([key]) => !WELL_KNOWN.test(key));
}

/** The pools that a pod asks for; undefined where it asks for none in particular. */
export function poolsOf(podSpec: Fields, pools: Readonly<Record<string, NodePoolFacts>>): (readonly [name: string, pool: NodePoolFacts])[] | undefined {
  const demands = nodeDemands(podSpec).map(ownLabels);
  if (demands.some((demand) => demand.length === 0)) return undefined;
  return Object.entries(pools).filter(([, { labels }]) => demands.some((demand) => demand.every(([key, values]) => Object.hasOwn(labels, key) && values.has(labels[key]))));
}

/** Taints of a pool that keep the pod off its nodes. */
export function untolerated(podSpec: Fields, pool: NodePoolFacts): NodePoolFacts['taints'] {
  const tolerations = listAt(podSpec, 'tolerations').filter(isFields);
  return pool.taints.filter(({ key, value = '', effect }) => {
    if (effect === 'PreferNoSchedule') return false;
    return !tolerations.some((toleration) => {
      const wanted = textAt(toleration, 'key');
      const exists = at(toleration, 'operator') === 'Exists';
      if (wanted === undefined ? !exists : wanted !== key) return false;
      const ofEffect = textAt(toleration, 'effect');
      return (ofEffect === undefined || ofEffect === effect) && (exists || (textAt(toleration, 'value') ?? '') === value);
    });
  });
}
