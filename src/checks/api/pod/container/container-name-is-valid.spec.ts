import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment, withContainer } from '../../../test-support/manifests.ts';
import { containerNameIsValid } from './container-name-is-valid.ts';

const CONTAINER = 'spec.template.spec.containers[0]';
const INIT = 'spec.template.spec.initContainers[0]';
/** A Deployment with one init container. */
const init = (fields: object) => deployment({ initContainers: [container({ name: 'init', ...fields })] });

describeRule(containerNameIsValid, {
  accepts: { 'a label': withContainer({ name: 'web-1' }), 'a digit first': withContainer({ name: '1web' }), 'as long as a label is': withContainer({ name: 'a'.repeat(63) }) },
  rejects: {
    'no name': [withContainer({ name: undefined }), [`${CONTAINER}.name`]],
    'an empty name': [init({ name: '' }), [`${INIT}.name`]],
    'upper case': [withContainer({ name: 'Web' }), [`${CONTAINER}.name`]],
    'a dot': [withContainer({ name: 'web.app' }), [`${CONTAINER}.name`]],
    'one too long': [withContainer({ name: 'a'.repeat(64) }), [`${CONTAINER}.name`]],
  },
});
