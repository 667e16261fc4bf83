import { describeRule } from '../test-support/describe-rule.ts';
import { configMap, hookJob, job, PINNED } from '../test-support/manifests.ts';
import { hookReleaseIsStamped } from './hook-release-is-stamped.ts';

describeRule(hookReleaseIsStamped, {
  accepts: { 'a release': [configMap('shop-release', { 'image.app': PINNED }), hookJob('shop-migrate')], 'a Job that is no hook': job('import-0123456789') },
  rejects: {
    'no release': [hookJob('shop-migrate'), ['spec.template']],
    'a release without images': [[configMap('shop-release', { version: 'v1' }), hookJob('shop-migrate')], ['spec.template']],
  },
});
