import { describeRule } from '../../test-support/describe-rule.ts';
import { configMap, object } from '../../test-support/manifests.ts';
import { nameFitsKind } from './name-fits-kind.ts';

const role = (name: string) => object('rbac.authorization.k8s.io/v1', 'Role', name);
const begun = (generateName: string) => configMap('', {}, { generateName });

describeRule(nameFitsKind, {
  accepts: {
    'a subdomain': configMap('a.b'),
    'a Role of the system': role('system:a b'),
    'a StatefulSet of 63 characters': object('apps/v1', 'StatefulSet', 'a'.repeat(63)),
    'a Service that starts with a digit': object('v1', 'Service', '1a'),
    'the beginning of a name, with a hyphen': begun('a-'),
    'a beginning that is longer than names made of it': begun('a'.repeat(253)),
    'a beginning that only the name made of it would be judged by': object('v1', 'ReplicationController', 'a', { metadata: { generateName: 'A' } }),
  },
  rejects: {
    'upper case': [configMap('App'), ['metadata.name']],
    'too long': [configMap('a'.repeat(254)), ['metadata.name']],
    'a StatefulSet with a dot': [object('apps/v1', 'StatefulSet', 'a.b'), ['metadata.name']],
    'a slash in a Role': [role('a/b'), ['metadata.name']],
    'a custom resource with an underscore': [object('example.com/v1', 'Thing', 'a_b'), ['metadata.name']],
    'a beginning in upper case': [begun('Ab-'), ['metadata.generateName', 'metadata.name']],
    'a beginning that is too long': [begun('a'.repeat(254)), ['metadata.generateName']],
    'a beginning whose hyphen follows a dot': [begun('ab.-'), ['metadata.name']],
  },
});

describeRule(nameFitsKind, {
  accepts: { 'on 1.35, a Service that starts with a letter': object('v1', 'Service', 'a1') },
  rejects: { 'on 1.35, a Service that starts with a digit': [object('v1', 'Service', '1a'), ['metadata.name']] },
  context: { kubernetes: '1.35' },
});
