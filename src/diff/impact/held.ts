import { type ImpactRule } from '../impact-rule.ts';

/** The template changes, and no pod does. */
export const held: ImpactRule = {
  id: 'held',
  why: 'what looks released is not: the pods go on with the old template until something else replaces them',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#update-strategies',
  check: ({ prediction, title }) => (prediction?.result.outcome === 'held' ? [{ risk: 'medium', reason: `${title} gets a new template, but ${prediction.result.why}` }] : []),
};
