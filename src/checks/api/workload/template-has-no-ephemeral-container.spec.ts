import { describeRule } from '../../test-support/describe-rule.ts';
import { container, cronJob, object, podSpec, workload } from '../../test-support/manifests.ts';
import { templateHasNoEphemeralContainer } from './template-has-no-ephemeral-container.ts';

const DEBUG = { ephemeralContainers: [container({ name: 'debug' })] };

describeRule(templateHasNoEphemeralContainer, {
  accepts: { 'none': workload('Deployment', { ephemeralContainers: [] }), 'a Pod, of which another rule speaks': object('v1', 'Pod', 'a', { spec: podSpec(DEBUG) }) },
  rejects: {
    'one in a Deployment': [workload('Deployment', DEBUG), ['spec.template.spec.ephemeralContainers']],
    'one in a StatefulSet': [workload('StatefulSet', DEBUG), ['spec.template.spec.ephemeralContainers']],
    'one in a CronJob': [cronJob(DEBUG), ['spec.jobTemplate.spec.template.spec.ephemeralContainers']],
  },
});

describeRule(templateHasNoEphemeralContainer, {
  accepts: { 'on 1.33, one in a StatefulSet, which was not looked at': workload('StatefulSet', DEBUG) },
  rejects: { 'on 1.33, one in a Deployment': [workload('Deployment', DEBUG), ['spec.template.spec.ephemeralContainers']] },
  context: { kubernetes: '1.33' },
});
