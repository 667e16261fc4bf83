import { describeRule } from '../../../test-support/describe-rule.ts';
import { job, object, podSpec } from '../../../test-support/manifests.ts';
import { activeDeadlineIsPositive } from './active-deadline-is-positive.ts';

const POD = 'spec.template.spec';
/** A Pod; the fields are its spec. */
const pod = (fields: object, metadata: object = {}) => object('v1', 'Pod', 'web', { metadata, spec: podSpec({ ...fields }) });

describeRule(activeDeadlineIsPositive, {
  accepts: { 'a second': pod({ activeDeadlineSeconds: 1 }), 'the most': pod({ activeDeadlineSeconds: 2147483647 }) },
  rejects: { 'none': [pod({ activeDeadlineSeconds: 0 }), ['spec.activeDeadlineSeconds']], 'too many': [job('web', { pod: { activeDeadlineSeconds: 2147483648 } }), [`${POD}.activeDeadlineSeconds`]] },
});
