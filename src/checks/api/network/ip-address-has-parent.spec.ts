import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { ipAddressHasParent } from './ip-address-has-parent.ts';

const ipAddress = (spec: object) => object('networking.k8s.io/v1', 'IPAddress', '10.96.0.10', { spec });

describeRule(ipAddressHasParent, {
  accepts: {
    'a Service': ipAddress({ parentRef: { resource: 'services', namespace: 'shop', name: 'web' } }),
  },
  rejects: {
    'none': [ipAddress({}), ['spec.parentRef']],
    'nothing in it': [ipAddress({ parentRef: {} }), ['spec.parentRef.resource', 'spec.parentRef.name']],
    'what no URL can name': [ipAddress({ parentRef: { group: 'A', resource: 'a/b', name: 'c%d', namespace: '..' } }), ['spec.parentRef.group', 'spec.parentRef.resource', 'spec.parentRef.name', 'spec.parentRef.namespace']],
  },
});
