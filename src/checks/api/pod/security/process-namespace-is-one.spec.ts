import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment } from '../../../test-support/manifests.ts';
import { processNamespaceIsOne } from './process-namespace-is-one.ts';

const POD = 'spec.template.spec';

describeRule(processNamespaceIsOne, {
  accepts: { 'that of the pod': deployment({ shareProcessNamespace: true }), 'that of the node': deployment({ shareProcessNamespace: false, hostPID: true }) },
  rejects: { 'both': [deployment({ shareProcessNamespace: true, hostPID: true }), [`${POD}.securityContext.shareProcessNamespace`]] },
});
