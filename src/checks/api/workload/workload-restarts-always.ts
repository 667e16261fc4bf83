import { type Rule } from '../../rule.ts';
import { forbidden, notSupported } from '../field-error.ts';
import { WORKLOAD_KINDS } from './workload-of.ts';

export const workloadRestartsAlways: Rule = {
  id: 'workload-restarts-always',
  severity: 'error',
  why: 'the pods of a workload run until they are replaced; what comes to an end by itself is a Job',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#pod-template',
  kinds: WORKLOAD_KINDS,
  keys: ['restartPolicy', 'activeDeadlineSeconds'],
  *check({ apiPods, manifest }) {
    for (const { specPath, spec } of apiPods) {
      const { restartPolicy, activeDeadlineSeconds } = spec;
      if (restartPolicy !== undefined && restartPolicy !== 'Always') {
        yield { ...notSupported(`${specPath}.restartPolicy`, restartPolicy, ['Always']), fix: 'remove the field, or make it a Job' };
      }
      if (activeDeadlineSeconds !== undefined) {
        yield { ...forbidden(`${specPath}.activeDeadlineSeconds`, `a ${manifest.kind} has no deadline for its pods`), fix: 'remove the field, or make it a Job' };
      }
    }
  },
};
