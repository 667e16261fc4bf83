import { describeRule } from '../../../test-support/describe-rule.ts';
import { withContainer } from '../../../test-support/manifests.ts';
import { resourceFieldReferenceIsValid } from './resource-field-reference-is-valid.ts';

const CONTAINER = 'spec.template.spec.containers[0]';
/** A container with one variable. */
const env = (variable: object) => withContainer({ env: [{ name: 'A', ...variable }] });

describeRule(resourceFieldReferenceIsValid, {
  accepts: {
    'a resource': env({ valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } }),
    'in units': env({ valueFrom: { resourceFieldRef: { resource: 'requests.memory', divisor: '1Mi' } } }),
    'the same units otherwise': env({ valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '0.001' } } }),
    'huge pages': env({ valueFrom: { resourceFieldRef: { resource: 'limits.hugepages-2Mi', divisor: 0 } } }),
  },
  rejects: {
    'none': [env({ valueFrom: { resourceFieldRef: {} } }), [`${CONTAINER}.env[0].valueFrom.resourceFieldRef.resource`]],
    'no resource of containers': [env({ valueFrom: { resourceFieldRef: { resource: 'limits.storage' } } }), [`${CONTAINER}.env[0].valueFrom.resourceFieldRef.resource`]],
    'units that don\'t fit': [env({ valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1Mi' } } }), [`${CONTAINER}.env[0].valueFrom.resourceFieldRef.divisor`]],
    'odd units': [env({ valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '2Mi' } } }), [`${CONTAINER}.env[0].valueFrom.resourceFieldRef.divisor`]],
  },
});
