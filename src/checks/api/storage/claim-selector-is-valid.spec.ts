import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { claimSelectorIsValid } from './claim-selector-is-valid.ts';

const claim = (spec: object) => object('v1', 'PersistentVolumeClaim', 'data', { spec });

describeRule(claimSelectorIsValid, {
  accepts: {
    'labels': claim({ selector: { matchLabels: { tier: 'fast' } } }),
  },
  rejects: {
    'an operator': [claim({ selector: { matchExpressions: [{ key: 'tier', operator: 'Is' }] } }), ['spec.selector.matchExpressions[0].operator']],
  },
});
