import { describeRule } from '../test-support/describe-rule.ts';
import { cronJob, deployment } from '../test-support/manifests.ts';
import { podIsLabelled } from './pod-is-labelled.ts';

describeRule(podIsLabelled, {
  accepts: {
    'a workload': deployment(),
  },
  rejects: {
    'a CronJob': [cronJob(), ['spec.jobTemplate.spec.template.metadata.labels']],
  },
});
