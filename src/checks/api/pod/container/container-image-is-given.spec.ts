import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment, object, podSpec, withContainer } from '../../../test-support/manifests.ts';
import { containerImageIsGiven } from './container-image-is-given.ts';

const CONTAINER = 'spec.template.spec.containers[0]';
const INIT = 'spec.template.spec.initContainers[0]';
/** A Pod; the fields are its spec. */
const pod = (fields: object, metadata: object = {}) => object('v1', 'Pod', 'web', { metadata, spec: podSpec({ ...fields }) });
/** A Deployment with one init container. */
const init = (fields: object) => deployment({ initContainers: [container({ name: 'init', ...fields })] });

describeRule(containerImageIsGiven, {
  accepts: { 'an image': deployment(), 'a placeholder in a template': withContainer({ image: ' ' }), 'any text in a template': withContainer({ image: 'NOT an image' }) },
  rejects: {
    'none': [withContainer({ image: undefined }), [`${CONTAINER}.image`]],
    'an empty one': [init({ image: '' }), [`${INIT}.image`]],
    'spaces in a Pod': [pod({ containers: [container({ image: 'nginx ' })] }), ['spec.containers[0].image']],
  },
});
