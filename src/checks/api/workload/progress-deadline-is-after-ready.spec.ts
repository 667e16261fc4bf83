import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { progressDeadlineIsAfterReady } from './progress-deadline-is-after-ready.ts';

const deployment = (spec: object) => object('apps/v1', 'Deployment', 'web', { spec });

describeRule(progressDeadlineIsAfterReady, {
  accepts: { 'a deadline after': deployment({ minReadySeconds: 10, progressDeadlineSeconds: 11 }), 'ready just before the deadline by default': deployment({ minReadySeconds: 599 }) },
  rejects: {
    'a deadline at the same time': [deployment({ minReadySeconds: 10, progressDeadlineSeconds: 10 }), ['spec.progressDeadlineSeconds']],
    'ready after the deadline by default': [deployment({ minReadySeconds: 600 }), ['spec.progressDeadlineSeconds']],
    'no time at all': [deployment({ progressDeadlineSeconds: 0 }), ['spec.progressDeadlineSeconds']],
  },
});
