import { describeRule } from '../test-support/describe-rule.ts';
import { hookJob, object } from '../test-support/manifests.ts';
import { noGenerateName } from './no-generate-name.ts';

describeRule(noGenerateName, {
  accepts: { 'a fixed name': hookJob('shop-migrate') },
  rejects: {
    'a generated name': [object('batch/v1', 'Job', 'x', { metadata: { name: undefined, generateName: 'migrate-' } }), ['metadata.generateName']],
    'both': [object('batch/v1', 'Job', 'x', { metadata: { generateName: 'migrate-' } }), ['metadata.generateName']],
  },
});
