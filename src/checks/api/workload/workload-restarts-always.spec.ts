import { describeRule } from '../../test-support/describe-rule.ts';
import { job, workload } from '../../test-support/manifests.ts';
import { workloadRestartsAlways } from './workload-restarts-always.ts';

const AT = 'spec.template.spec';

describeRule(workloadRestartsAlways, {
  accepts: { 'by default': workload('Deployment'), 'written': workload('DaemonSet', { restartPolicy: 'Always' }), 'a Job': job('a', { pod: { activeDeadlineSeconds: 5 } }) },
  rejects: {
    'Never': [workload('StatefulSet', { restartPolicy: 'Never' }), [`${AT}.restartPolicy`]],
    'another spelling, and a deadline': [workload('ReplicaSet', { restartPolicy: 'always', activeDeadlineSeconds: 5 }), [`${AT}.activeDeadlineSeconds`, `${AT}.restartPolicy`]],
  },
});
