import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { quotaScopeFits } from './quota-scope-fits.ts';

const quota = (spec: object) => object('v1', 'ResourceQuota', 'compute', { spec });

describeRule(quotaScopeFits, {
  accepts: {
    'scopes of pods': quota({ hard: { pods: 1, 'limits.cpu': 1, 'shop.example/gpu': 1 }, scopes: ['NotBestEffort', 'Terminating'] }),
    'a scope of claims': quota({ hard: { 'requests.storage': '1Gi' }, scopeSelector: { matchExpressions: [{ scopeName: 'VolumeAttributesClass', operator: 'Exists' }] } }),
  },
  rejects: {
    'an unknown one': [quota({ hard: { pods: 1 }, scopes: ['Best'] }), ['spec.scopes']],
    'what it has not': [quota({ hard: { cpu: 1, services: 1 }, scopes: ['BestEffort'] }), ['spec.scopes', 'spec.scopes']],
    'opposites': [quota({ scopes: ['BestEffort', 'NotBestEffort'] }), ['spec.scopes']],
    'in the selector': [quota({ hard: { services: 1 }, scopeSelector: { matchExpressions: [{ scopeName: 'Best' }, { scopeName: 'Terminating' }, { scopeName: 'NotTerminating' }] } }), ['spec.scopeSelector.matchExpressions.scopeName', 'spec.scopeSelector.matchExpressions', 'spec.scopeSelector.matchExpressions', 'spec.scopeSelector.matchExpressions']],
  },
});

describeRule(quotaScopeFits, {
  accepts: {
    'a scope of pods': quota({ hard: { pods: 1 }, scopes: ['PriorityClass'] }),
  },
  rejects: {
    'a scope of claims, which came later': [quota({ scopes: ['VolumeAttributesClass'] }), ['spec.scopes']],
  },
  context: { kubernetes: '1.32' },
});
