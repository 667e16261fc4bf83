import { type Rule } from '../../rule.ts';
import { invalid } from '../field-error.ts';
import { nonNegativeErrors } from '../syntax/whole-number.ts';
import { WORKLOAD_KINDS, type WorkloadSpec, workloadOf } from './workload-of.ts';

export const workloadCountIsNotNegative: Rule = {
  id: 'workload-count-is-not-negative',
  severity: 'error',
  why: 'a workload has no fewer than no pods, and waits no less than no time',
  source: 'https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/apps/validation/validation.go',
  kinds: WORKLOAD_KINDS,
  keys: ['replicas', 'minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds', 'start'],
  *check(subject) {
    const spec = workloadOf(subject);
    for (const [path, count] of countsOf(spec, subject.kind)) {
      if (count !== undefined) for (const error of nonNegativeErrors(count)) yield invalid(path, count, error);
    }
  },
};

function countsOf(spec: WorkloadSpec, kind: string): readonly (readonly [path: string, count: number | undefined])[] {
  return [
    ['spec.replicas', spec.replicas],
    ['spec.minReadySeconds', spec.minReadySeconds],
    // To a StatefulSet, less than zero means to keep all.
    ['spec.revisionHistoryLimit', kind === 'apps/StatefulSet' ? undefined : spec.revisionHistoryLimit],
    ['spec.progressDeadlineSeconds', spec.progressDeadlineSeconds],
    ['spec.ordinals.start', spec.ordinals?.start],
  ];
}
