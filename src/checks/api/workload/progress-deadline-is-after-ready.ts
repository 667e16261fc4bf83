import { type Rule } from '../../rule.ts';
import { invalid } from '../field-error.ts';
import { workloadOf } from './workload-of.ts';

export const progressDeadlineIsAfterReady: Rule = {
  id: 'progress-deadline-is-after-ready',
  severity: 'error',
  why: 'a rollout would be given up before its first pod could count as available',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds',
  kinds: ['apps/Deployment'],
  keys: ['progressDeadlineSeconds', 'minReadySeconds'],
  check(subject) {
    const { progressDeadlineSeconds, minReadySeconds = 0 } = workloadOf(subject);
    if (progressDeadlineSeconds === undefined || progressDeadlineSeconds > minReadySeconds) return [];
    const fix = `write progressDeadlineSeconds: ${minReadySeconds + 600}`;
    return [{ ...invalid('spec.progressDeadlineSeconds', progressDeadlineSeconds, `must be greater than minReadySeconds, which is ${minReadySeconds}`), fix }];
  },
};
