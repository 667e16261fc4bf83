import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { controllerRevisionHasData } from './controller-revision-has-data.ts';

const revision = (fields: object) => object('apps/v1', 'ControllerRevision', 'a', { ...fields });

describeRule(controllerRevisionHasData, {
  accepts: { 'an object': revision({ data: {}, revision: 1 }) },
  rejects: {
    'none': [revision({ revision: 1 }), ['data']],
    'text': [revision({ data: 'x', revision: 1 }), ['data']],
    'a list, and a number below zero': [revision({ data: [], revision: -1 }), ['data', 'revision']],
  },
});

describeRule(controllerRevisionHasData, {
  accepts: { 'on 1.29, any JSON': revision({ data: 'x' }) },
  rejects: { 'on 1.29, none': [revision({ data: null }), ['data']] },
  context: { kubernetes: '1.29' },
});
