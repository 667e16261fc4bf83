import { describeRule } from '../test-support/describe-rule.ts';
import { object } from '../test-support/manifests.ts';
import { apiVersionIsServed } from './api-version-is-served.ts';

const FLOW = object('flowcontrol.apiserver.k8s.io/v1beta3', 'FlowSchema', 'x');

describeRule(apiVersionIsServed, {
  accepts: {
    'the version in use': object('autoscaling/v2', 'HorizontalPodAutoscaler', 'x'),
    'a beta that is still served': object('networking.k8s.io/v1beta1', 'IPAddress', 'x'),
    'a custom resource of any version': object('acme.example/v2beta2', 'Thing', 'x'),
    'the name of something every object has': object('constructor', 'toString', 'x'),
  },
  rejects: {
    'an autoscaler of v2beta2': [object('autoscaling/v2beta2', 'HorizontalPodAutoscaler', 'x'), ['apiVersion']],
    'a Deployment of extensions': [object('extensions/v1beta1', 'Deployment', 'x'), ['apiVersion']],
    'a flow schema of v1beta3': [FLOW, ['apiVersion']],
  },
});

describeRule(apiVersionIsServed, {
  accepts: { 'on 1.31, what 1.32 removed': FLOW },
  rejects: { 'on 1.31, what 1.26 removed': [object('autoscaling/v2beta2', 'HorizontalPodAutoscaler', 'x'), ['apiVersion']] },
  context: { kubernetes: '1.31' },
});
