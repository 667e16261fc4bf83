import { describeRule } from '../test-support/describe-rule.ts';
import { object } from '../test-support/manifests.ts';
import { noSecretObject } from './no-secret-object.ts';

describeRule(noSecretObject, {
  accepts: { 'an ExternalSecret': object('external-secrets.io/v1', 'ExternalSecret', 'x'), 'a Secret of another group': object('acme.example/v1', 'Secret', 'x') },
  rejects: { 'a Secret': [object('v1', 'Secret', 'x', { stringData: { password: 'x' } }), ['kind']] },
});
