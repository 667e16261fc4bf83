import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment, withContainer } from '../../../test-support/manifests.ts';
import { lifecycleHookIsValid } from './lifecycle-hook-is-valid.ts';

const CONTAINER = 'spec.template.spec.containers[0]';

describeRule(lifecycleHookIsValid, {
  accepts: { 'a nap': withContainer({ lifecycle: { preStop: { sleep: { seconds: 30 } } } }), 'no nap': withContainer({ lifecycle: { preStop: { sleep: { seconds: 0 } } } }), 'a request': withContainer({ lifecycle: { preStop: { httpGet: { port: 'http' } } } }) },
  rejects: {
    'a sleep longer than the time to stop': [deployment({ terminationGracePeriodSeconds: 10, containers: [container({ lifecycle: { preStop: { sleep: { seconds: 11 } } } })] }), [`${CONTAINER}.lifecycle.preStop.sleep`]],
    'no command': [withContainer({ lifecycle: { postStart: { exec: {} } } }), [`${CONTAINER}.lifecycle.postStart.exec.command`]],
    'no port': [withContainer({ lifecycle: { preStop: { tcpSocket: { port: 0 } } } }), [`${CONTAINER}.lifecycle.preStop.tcpSocket.port`]],
  },
});

describeRule(lifecycleHookIsValid, {
  context: { kubernetes: '1.32' },
  accepts: { 'a nap': withContainer({ lifecycle: { preStop: { sleep: { seconds: 1 } } } }) },
  rejects: { 'no nap': [withContainer({ lifecycle: { preStop: { sleep: { seconds: 0 } } } }), [`${CONTAINER}.lifecycle.preStop.sleep`]] },
});
