import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment } from '../../../test-support/manifests.ts';
import { nodeSelectorIsValid } from './node-selector-is-valid.ts';

const POD = 'spec.template.spec';

describeRule(nodeSelectorIsValid, {
  accepts: { 'labels': deployment({ nodeSelector: { 'kubernetes.io/arch': 'amd64', empty: '' } }) },
  rejects: { 'a key and a value that can\'t be': [deployment({ nodeSelector: { 'A/b': 'a', c: 'a b' } }), [`${POD}.nodeSelector`, `${POD}.nodeSelector`]] },
});
