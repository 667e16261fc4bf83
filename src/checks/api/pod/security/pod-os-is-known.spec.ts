import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment } from '../../../test-support/manifests.ts';
import { podOsIsKnown } from './pod-os-is-known.ts';

const POD = 'spec.template.spec';

describeRule(podOsIsKnown, {
  accepts: { 'none': deployment(), 'one': deployment({ os: { name: 'windows' } }) },
  rejects: { 'another case': [deployment({ os: { name: 'Linux' } }), [`${POD}.os`]], 'no name': [deployment({ os: {} }), [`${POD}.os.name`]] },
});
