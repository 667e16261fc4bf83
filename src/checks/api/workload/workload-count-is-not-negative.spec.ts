import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { workloadCountIsNotNegative } from './workload-count-is-not-negative.ts';

const apps = (kind: string, spec: object) => object('apps/v1', kind, 'web', { spec });

describeRule(workloadCountIsNotNegative, {
  accepts: {
    'zeros': apps('Deployment', { replicas: 0, minReadySeconds: 0, revisionHistoryLimit: 0, progressDeadlineSeconds: 0 }),
    'a StatefulSet that keeps all revisions': apps('StatefulSet', { revisionHistoryLimit: -1, ordinals: { start: 0 } }),
  },
  rejects: {
    'replicas': [apps('ReplicaSet', { replicas: -1 }), ['spec.replicas']],
    'replicas of a ReplicationController': [object('v1', 'ReplicationController', 'web', { spec: { replicas: -1 } }), ['spec.replicas']],
    'all of a Deployment': [
      apps('Deployment', { replicas: -1, minReadySeconds: -1, revisionHistoryLimit: -1, progressDeadlineSeconds: -1 }),
      ['spec.minReadySeconds', 'spec.progressDeadlineSeconds', 'spec.replicas', 'spec.revisionHistoryLimit'],
    ],
    'the first ordinal': [apps('StatefulSet', { ordinals: { start: -1 } }), ['spec.ordinals.start']],
    'the revisions of a DaemonSet': [apps('DaemonSet', { revisionHistoryLimit: -2 }), ['spec.revisionHistoryLimit']],
  },
});
