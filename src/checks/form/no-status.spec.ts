import { describeRule } from '../test-support/describe-rule.ts';
import { deployment, object } from '../test-support/manifests.ts';
import { noStatus } from './no-status.ts';

describeRule(noStatus, {
  accepts: { 'an object without a status': deployment(), 'a field of that name in a spec': object('acme.example/v1', 'Thing', 'x', { spec: { status: 'on' } }) },
  rejects: {
    'an empty status': [{ ...deployment(), status: {} }, ['status']],
    'a null status': [{ ...deployment(), status: null }, ['status']],
    'a status in a volume claim template': [object('apps/v1', 'StatefulSet', 'x', { spec: { volumeClaimTemplates: [{ status: {} }] } }), ['spec.volumeClaimTemplates[0].status']],
  },
});
