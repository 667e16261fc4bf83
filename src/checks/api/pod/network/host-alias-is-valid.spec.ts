import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment } from '../../../test-support/manifests.ts';
import { hostAliasIsValid } from './host-alias-is-valid.ts';

const POD = 'spec.template.spec';

describeRule(hostAliasIsValid, {
  accepts: { 'names of an address': deployment({ hostAliases: [{ ip: '10.0.0.1', hostnames: ['db', 'db.shop.example'] }, { ip: '10.0.0.1' }] }) },
  rejects: {
    'no address': [deployment({ hostAliases: [{ hostnames: ['db'] }] }), [`${POD}.hostAliases[0].ip`]],
    'a leading zero': [deployment({ hostAliases: [{ ip: '10.0.0.01' }] }), [`${POD}.hostAliases[0].ip`]],
    'a name that can\'t be': [deployment({ hostAliases: [{ ip: '10.0.0.1', hostnames: ['db', 'a_b'] }] }), [`${POD}.hostAliases[0].hostnames[1]`]],
  },
});

describeRule(hostAliasIsValid, {
  context: { kubernetes: '1.35' },
  accepts: { 'a leading zero': deployment({ hostAliases: [{ ip: '10.0.0.01' }] }) },
  rejects: { 'a name': [deployment({ hostAliases: [{ ip: 'db' }] }), [`${POD}.hostAliases[0].ip`]] },
});
