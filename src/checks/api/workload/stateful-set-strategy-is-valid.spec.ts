import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { statefulSetStrategyIsValid } from './stateful-set-strategy-is-valid.ts';

const strategy = (updateStrategy: object) => object('apps/v1', 'StatefulSet', 'db', { spec: { updateStrategy } });
const AT = 'spec.updateStrategy.rollingUpdate';

describeRule(statefulSetStrategyIsValid, {
  accepts: {
    'a partition': strategy({ rollingUpdate: { partition: 2 } }),
    'a count that nobody looks at': strategy({ type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '0%' } }),
    'OnDelete': strategy({ type: 'OnDelete' }),
  },
  rejects: {
    'a partition below zero': [strategy({ type: 'RollingUpdate', rollingUpdate: { partition: -1 } }), [`${AT}.partition`]],
    'OnDelete with a partition': [strategy({ type: 'OnDelete', rollingUpdate: {} }), [AT]],
    'the strategy of another kind': [strategy({ type: 'Recreate' }), ['spec.updateStrategy']],
  },
});
