import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment, withContainer } from '../../../test-support/manifests.ts';
import { imagePullPolicyIsKnown } from './image-pull-policy-is-known.ts';

const CONTAINER = 'spec.template.spec.containers[0]';

describeRule(imagePullPolicyIsKnown, {
  accepts: { 'none': deployment(), 'a known one': withContainer({ imagePullPolicy: 'IfNotPresent' }), 'an empty one, which is none': withContainer({ imagePullPolicy: '' }) },
  rejects: { 'another case': [withContainer({ imagePullPolicy: 'always' }), [`${CONTAINER}.imagePullPolicy`]] },
});
