import { describeRule } from '../test-support/describe-rule.ts';
import { container, deployment } from '../test-support/manifests.ts';
import { runsAsNonRoot } from './runs-as-non-root.ts';

const SPEC = 'spec.template.spec';
const of = (pod: unknown, own?: boolean) => deployment({ securityContext: { runAsNonRoot: pod }, containers: [container({ securityContext: { runAsNonRoot: own } })] });

describeRule(runsAsNonRoot, {
  accepts: { 'the pod says it': of(true), 'the container says it': of(undefined, true), 'both say it': of(true, true), 'a user namespace': deployment({ hostUsers: false, securityContext: {} }) },
  rejects: {
    'nobody says it': [of(undefined), [`${SPEC}.containers[0].securityContext.runAsNonRoot`]],
    'the pod says the contrary': [of(false), [`${SPEC}.securityContext.runAsNonRoot`]],
    'the pod says the contrary of its container': [of(false, true), [`${SPEC}.securityContext.runAsNonRoot`]],
    'the container says the contrary': [of(true, false), [`${SPEC}.containers[0].securityContext.runAsNonRoot`]],
    'an init container alone is forgotten': [
      deployment({ securityContext: {}, initContainers: [container({ name: 'init' })], containers: [container({ securityContext: { runAsNonRoot: true } })] }),
      [`${SPEC}.initContainers[0].securityContext.runAsNonRoot`],
    ],
  },
});
