import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { daemonSetStrategyIsValid } from './daemon-set-strategy-is-valid.ts';

const strategy = (updateStrategy: object) => object('apps/v1', 'DaemonSet', 'agent', { spec: { updateStrategy } });
const rolling = (rollingUpdate: object) => strategy({ type: 'RollingUpdate', rollingUpdate });
const AT = 'spec.updateStrategy.rollingUpdate';

describeRule(daemonSetStrategyIsValid, {
  accepts: {
    'the old one first': rolling({ maxUnavailable: '10%' }),
    'the new one first': rolling({ maxUnavailable: 0, maxSurge: 1 }),
    'OnDelete, whatever stands beside': strategy({ type: 'OnDelete', rollingUpdate: { maxUnavailable: 'x' } }),
  },
  rejects: {
    'both, one of them by default': [rolling({ maxSurge: 1 }), [`${AT}.maxSurge`]],
    'neither': [rolling({ maxUnavailable: 0 }), [`${AT}.maxUnavailable`]],
    'more than all': [rolling({ maxUnavailable: 0, maxSurge: '101%' }), [`${AT}.maxSurge`]],
    'no percentage': [rolling({ maxUnavailable: '10 %' }), [`${AT}.maxUnavailable`, `${AT}.maxUnavailable`]],
    'the strategy of another kind': [strategy({ type: 'Recreate' }), ['spec.updateStrategy']],
  },
});
