import { describeRule } from '../../../test-support/describe-rule.ts';
import { withContainer } from '../../../test-support/manifests.ts';
import { lifecycleHookHasOneHandler } from './lifecycle-hook-has-one-handler.ts';

const CONTAINER = 'spec.template.spec.containers[0]';

describeRule(lifecycleHookHasOneHandler, {
  accepts: { 'one each': withContainer({ lifecycle: { postStart: { exec: { command: ['a'] } }, preStop: { sleep: { seconds: 5 } } } }), 'no hooks': withContainer({ lifecycle: {} }) },
  rejects: {
    'none': [withContainer({ lifecycle: { preStop: {} } }), [`${CONTAINER}.lifecycle.preStop`]],
    'two': [withContainer({ lifecycle: { postStart: { httpGet: { port: 80 }, exec: { command: ['a'] } } } }), [`${CONTAINER}.lifecycle.postStart.httpGet`]],
  },
});

describeRule(lifecycleHookHasOneHandler, {
  context: { kubernetes: '1.29' },
  accepts: { 'a sleep, which is dropped': withContainer({ lifecycle: { preStop: { sleep: { seconds: 5 } } } }), 'a command beside it': withContainer({ lifecycle: { preStop: { exec: { command: ['a'] }, sleep: { seconds: 5 } } } }) },
  rejects: { 'none': [withContainer({ lifecycle: { preStop: {} } }), [`${CONTAINER}.lifecycle.preStop`]] },
});
