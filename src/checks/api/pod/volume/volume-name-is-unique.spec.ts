import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment } from '../../../test-support/manifests.ts';
import { volumeNameIsUnique } from './volume-name-is-unique.ts';

const POD = 'spec.template.spec';

describeRule(volumeNameIsUnique, {
  accepts: { 'two names': deployment({ volumes: [{ name: 'a', emptyDir: {} }, { name: 'b', emptyDir: {} }] }) },
  rejects: { 'one name twice': [deployment({ volumes: [{ name: 'a', emptyDir: {} }, { name: 'a', configMap: { name: 'a' } }] }), [`${POD}.volumes[1].name`]] },
});
