import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { hpaBehaviorIsValid } from './hpa-behavior-is-valid.ts';

const behavior = (scaleDown: object) => object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', { spec: { behavior: { scaleDown } } });

describeRule(hpaBehaviorIsValid, {
  accepts: {
    'the defaults': behavior({}),
    'a step': behavior({ stabilizationWindowSeconds: 3600, selectPolicy: 'Disabled', policies: [{ type: 'Pods', value: 1, periodSeconds: 1800 }], tolerance: '0.05' }),
  },
  rejects: {
    'no step': [behavior({ policies: [] }), ['spec.behavior.scaleDown.policies']],
    'a window': [behavior({ stabilizationWindowSeconds: 3601 }), ['spec.behavior.scaleDown.stabilizationWindowSeconds']],
    'a choice': [behavior({ selectPolicy: '' }), ['spec.behavior.scaleDown.selectPolicy']],
    'a step of nothing in no time': [behavior({ policies: [{}] }), ['spec.behavior.scaleDown.policies[0].type', 'spec.behavior.scaleDown.policies[0].value', 'spec.behavior.scaleDown.policies[0].periodSeconds']],
    'a step in too long a time': [behavior({ policies: [{ type: 'Percent', value: 1, periodSeconds: 1801 }] }), ['spec.behavior.scaleDown.policies[0].periodSeconds']],
    'a tolerance': [behavior({ tolerance: '-1m' }), ['spec.behavior.scaleDown.tolerance']],
  },
});

describeRule(hpaBehaviorIsValid, {
  accepts: {
    'a tolerance, which is dropped': behavior({ tolerance: '-1m' }),
  },
  rejects: {
    'a window': [behavior({ stabilizationWindowSeconds: -1 }), ['spec.behavior.scaleDown.stabilizationWindowSeconds']],
  },
  context: { kubernetes: '1.34' },
});
