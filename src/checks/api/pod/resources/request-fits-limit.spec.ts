import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment, withContainer } from '../../../test-support/manifests.ts';
import { requestFitsLimit } from './request-fits-limit.ts';

const POD = 'spec.template.spec';
const CONTAINER = 'spec.template.spec.containers[0]';

describeRule(requestFitsLimit, {
  accepts: {
    'below': withContainer({ resources: { requests: { cpu: '100m' }, limits: { cpu: '1' } } }),
    'the same, written otherwise': withContainer({ resources: { requests: { memory: '1Gi' }, limits: { memory: '1024Mi' } } }),
    'a point alone, which is nothing': withContainer({ resources: { requests: { cpu: '.' }, limits: { cpu: '1' } } }),
    'a number written at length': withContainer({ resources: { requests: { cpu: `${'0'.repeat(80)}1` }, limits: { cpu: '2' } } }),
    'spaces around': withContainer({ resources: { requests: { cpu: ' 1 ' }, limits: { cpu: '2' } } }),
    'the same when rounded up to thousandths': withContainer({ resources: { requests: { cpu: '0.0016' }, limits: { cpu: '0.0014' } } }),
    'no limit': withContainer({ resources: { requests: { cpu: '1' }, limits: { memory: '1Gi' } } }),
    'a device limited to what is asked for': withContainer({ resources: { requests: { 'gpu.example/large': 1 }, limits: { 'gpu.example/large': '1' } } }),
  },
  rejects: {
    'above': [withContainer({ resources: { requests: { cpu: '1' }, limits: { cpu: '999m' } } }), [`${CONTAINER}.resources.requests`]],
    'above when rounded up to thousandths': [withContainer({ resources: { requests: { cpu: '0.0011' }, limits: { cpu: '1m' } } }), [`${CONTAINER}.resources.requests`]],
    'a device without a limit': [withContainer({ resources: { requests: { 'gpu.example/large': 1 } } }), [`${CONTAINER}.resources.limits`]],
    'fewer pages than the limit': [withContainer({ resources: { requests: { 'hugepages-2Mi': '2Mi' }, limits: { 'hugepages-2Mi': '4Mi' } } }), [`${CONTAINER}.resources.requests`]],
    'of the pod as a whole': [deployment({ resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }), [`${POD}.resources.requests`]],
  },
});
