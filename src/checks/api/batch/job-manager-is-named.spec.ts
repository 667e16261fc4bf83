import { describeRule } from '../../test-support/describe-rule.ts';
import { job } from '../../test-support/manifests.ts';
import { jobManagerIsNamed } from './job-manager-is-named.ts';

describeRule(jobManagerIsNamed, {
  accepts: { 'a domain and a path': job('a', { managedBy: 'queue.example/jobs' }), 'none': job('a') },
  rejects: {
    'no domain': [job('a', { managedBy: 'jobs' }), ['spec.managedBy']],
    'empty': [job('a', { managedBy: '' }), ['spec.managedBy']],
    'too long, and a domain in upper case': [job('a', { managedBy: `A/${'b'.repeat(62)}` }), ['spec.managedBy', 'spec.managedBy']],
  },
});

describeRule(jobManagerIsNamed, {
  accepts: { 'on 1.31, no domain, because it is dropped': job('a', { managedBy: 'jobs' }) },
  rejects: { 'on 1.31, no domain in a CronJob, which is not': [{ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'a' }, spec: { jobTemplate: { spec: { managedBy: 'jobs' } } } }, ['spec.jobTemplate.spec.managedBy']] },
  context: { kubernetes: '1.31' },
});
