import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';
import { AUTOSCALERS } from '../stage-of.ts';

export const autoscalerHasTarget: Rule = {
  id: 'autoscaler-has-target',
  severity: 'error',
  why: 'an autoscaler without a target is Degraded (FailedGetScale), and what it should scale does not scale',
  source: 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/',
  kinds: AUTOSCALERS,
  *check({ references, set }) {
    const target = references.find(({ path }) => path === 'spec.scaleTargetRef.name');
    if (target === undefined) {
      yield { path: 'spec.scaleTargetRef.name', message: 'Required value: names what to scale' };
      return;
    }
    const { group, kind, name } = target.to;
    if (set.withIdentity(target.to).length === 0) {
      yield {
        path: target.path,
        message: `no ${group === '' ? kind : `${group}/${kind}`} ${shown(name)} is rendered in this namespace`,
        fix: 'name the workload as it is rendered, apiVersion and kind included',
      };
    }
  },
};
