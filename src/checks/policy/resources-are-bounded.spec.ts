import { describeRule } from '../test-support/describe-rule.ts';
import { container, deployment, job, withContainer } from '../test-support/manifests.ts';
import { resourcesAreBounded } from './resources-are-bounded.ts';

const CONTAINER = 'spec.template.spec.containers[0]';
const AMOUNTS = { cpu: '1', 'ephemeral-storage': '1Gi', memory: '1Gi' };
const ALL = { requests: AMOUNTS, limits: AMOUNTS };

describeRule(resourcesAreBounded, {
  accepts: {
    'all of them': withContainer({ resources: ALL }),
    'a debug container': deployment({ containers: [container({ resources: ALL })], ephemeralContainers: [{ name: 'debug' }] }),
  },
  rejects: {
    'nothing said': [withContainer({}), [`${CONTAINER}.resources`]],
    'no memory limit': [withContainer({ resources: { ...ALL, limits: { cpu: '1', 'ephemeral-storage': '1Gi' } } }), [`${CONTAINER}.resources`]],
    'an init container': [deployment({ containers: [container({ resources: ALL })], initContainers: [container({ name: 'init' })] }), ['spec.template.spec.initContainers[0].resources']],
    'a Job': [job('a'), [`${CONTAINER}.resources`]],
  },
});
