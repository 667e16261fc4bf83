import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment } from '../../../test-support/manifests.ts';
import { podObjectNameIsValid } from './pod-object-name-is-valid.ts';

const POD = 'spec.template.spec';

describeRule(podObjectNameIsValid, {
  accepts: { 'names': deployment({ nodeName: 'node-1.example', priorityClassName: 'high', serviceAccountName: 'web', runtimeClassName: 'gvisor' }), 'empty ones, which are none': deployment({ nodeName: '', priorityClassName: '', serviceAccountName: '' }) },
  rejects: {
    'names that can\'t be': [deployment({ nodeName: '-a', priorityClassName: 'A', runtimeClassName: 'a_b' }), [`${POD}.nodeName`, `${POD}.priorityClassName`, `${POD}.runtimeClassName`]],
    'an empty runtime class': [deployment({ runtimeClassName: '' }), [`${POD}.runtimeClassName`]],
    'an account by its old field': [deployment({ serviceAccount: 'a b' }), [`${POD}.serviceAccountName`]],
  },
});
