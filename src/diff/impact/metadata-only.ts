import { type ImpactRule } from '../impact-rule.ts';

/** Only labels, annotations or finalizers change. */
export const metadataOnly: ImpactRule = {
  id: 'metadata-only',
  why: 'labels and annotations restart nothing, but selectors and operators may read them',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/',
  check: ({ prediction, title }) => (prediction?.result.outcome === 'metadata-only' ? [{ risk: 'low', reason: `only the metadata of ${title} changes; nothing restarts` }] : []),
};
