import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment, object } from '../../../test-support/manifests.ts';
import { podHasContainers } from './pod-has-containers.ts';

const POD = 'spec.template.spec';

describeRule(podHasContainers, {
  accepts: { 'one container': deployment() },
  rejects: {
    'no containers': [deployment({ containers: [] }), [`${POD}.containers`]],
    'init containers alone': [deployment({ containers: undefined, initContainers: [container()] }), [`${POD}.containers`]],
    'no template': [object('v1', 'PodTemplate', 'web'), ['template.spec.containers']],
    'a CronJob without a template': [object('batch/v1', 'CronJob', 'web', { spec: {} }), ['spec.jobTemplate.spec.template.spec.containers']],
  },
});
