import { at } from '../field.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const autoscalerKeepsTwo: Rule = {
  id: 'autoscaler-keeps-two',
  severity: 'warning',
  why: 'an autoscaler that goes down to one pod leaves nobody to answer while that one moves, and one without room does nothing',
  source: 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/',
  kinds: ['autoscaling/HorizontalPodAutoscaler'],
  *check({ manifest }) {
    const least = at(manifest, 'spec', 'minReplicas') ?? 1;
    if (typeof least === 'number' && least < 2) yield { path: 'spec.minReplicas', message: `the autoscaler goes down to ${shown(least)}`, fix: 'minReplicas: 2' };
    if (least === at(manifest, 'spec', 'maxReplicas')) yield { path: 'spec.maxReplicas', message: `minReplicas and maxReplicas are both ${shown(least)}, so that nothing is ever scaled`, fix: 'a higher maxReplicas, or no autoscaler' };
  },
};
