import { describeRule } from '../test-support/describe-rule.ts';
import { deployment } from '../test-support/manifests.ts';
import { noHostNamespaces } from './no-host-namespaces.ts';

const SPEC = 'spec.template.spec';

describeRule(noHostNamespaces, {
  accepts: { 'none of them': deployment(), 'false': deployment({ hostNetwork: false, hostPID: false, hostIPC: false }) },
  rejects: { 'all of them': [deployment({ hostNetwork: true, hostPID: true, hostIPC: true }), [`${SPEC}.hostIPC`, `${SPEC}.hostNetwork`, `${SPEC}.hostPID`]] },
});
