import { describeRule } from '../test-support/describe-rule.ts';
import { configMap, job, object, service } from '../test-support/manifests.ts';
import { nameIsValid } from './name-is-valid.ts';

const named = (name: string) => object('v1', 'Service', name);

describeRule(nameIsValid, {
  accepts: {
    'a label': service(),
    'a subdomain': configMap('app.v1.example'),
    'a Service that starts with a digit, since 1.36': named('1a'),
    'a budget, whose name nobody looks at': object('policy/v1', 'PodDisruptionBudget', 'a'.repeat(254)),
    'a role of the system': object('rbac.authorization.k8s.io/v1', 'Role', 'system:reader'),
    'a Job of 63 characters': job('a'.repeat(63)),
    'a ConfigMap of 253 characters': configMap(`${'a'.repeat(250)}.bc`),
  },
  rejects: {
    'upper case': [configMap('App'), ['metadata.name']],
    'a Service with a dot': [named('a.b'), ['metadata.name']],
    'a hyphen at the end': [configMap('app-'), ['metadata.name']],
    'a line break and an escape': [configMap('app\n\u001b[31m'), ['metadata.name']],
    'a Job of 64 characters': [job('a'.repeat(64)), ['metadata.name']],
    'a CronJob of 53 characters': [object('batch/v1', 'CronJob', 'a'.repeat(53)), ['metadata.name']],
    'a ConfigMap of 254 characters': [configMap('a'.repeat(254)), ['metadata.name']],
    'a namespace with a dot': [configMap('a', {}, { namespace: 'a.b' }), ['metadata.namespace']],
    'a role with a slash': [object('rbac.authorization.k8s.io/v1', 'Role', 'a/b'), ['metadata.name']],
  },
});

describeRule(nameIsValid, {
  accepts: { 'on 1.31, a Service that starts with a letter': named('a1') },
  rejects: { 'on 1.31, a Service that starts with a digit': [named('1a'), ['metadata.name']] },
  context: { kubernetes: '1.31' },
});
