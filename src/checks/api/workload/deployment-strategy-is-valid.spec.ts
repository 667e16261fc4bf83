import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { deploymentStrategyIsValid } from './deployment-strategy-is-valid.ts';

const strategy = (of: object) => object('apps/v1', 'Deployment', 'web', { spec: { strategy: of } });
const rolling = (rollingUpdate: object) => strategy({ rollingUpdate });
const AT = 'spec.strategy.rollingUpdate';

describeRule(deploymentStrategyIsValid, {
  accepts: {
    'none': strategy({}),
    'one of the two by default': rolling({ maxUnavailable: 0 }),
    'more than all at once beside': rolling({ maxSurge: '250%', maxUnavailable: '100%' }),
    'Recreate': strategy({ type: 'Recreate' }),
  },
  rejects: {
    'neither stop nor start': [rolling({ maxUnavailable: '0%', maxSurge: 0 }), [`${AT}.maxUnavailable`]],
    'less than none': [rolling({ maxSurge: -1 }), [`${AT}.maxSurge`]],
    'a number as text': [rolling({ maxUnavailable: '1' }), [`${AT}.maxUnavailable`]],
    'more than all': [rolling({ maxUnavailable: '101%' }), [`${AT}.maxUnavailable`]],
    'Recreate with numbers': [strategy({ type: 'Recreate', rollingUpdate: { maxSurge: 'x' } }), [AT]],
    'the strategy of another kind': [strategy({ type: 'OnDelete' }), ['spec.strategy']],
  },
});
