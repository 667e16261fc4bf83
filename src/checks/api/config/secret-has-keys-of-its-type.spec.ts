import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { secretHasKeysOfItsType } from './secret-has-keys-of-its-type.ts';

const secret = (type: string, data: object, annotations: object = {}) => object('v1', 'Secret', 'credentials', { metadata: { annotations }, type, stringData: data });

describeRule(secretHasKeysOfItsType, {
  accepts: {
    'anything of no type': secret('Opaque', {}),
    'what each type has': [secret('kubernetes.io/tls', { 'tls.crt': '', 'tls.key': '' }), secret('kubernetes.io/basic-auth', { password: '' }), secret('kubernetes.io/ssh-auth', { 'ssh-privatekey': 'x' }), secret('kubernetes.io/dockerconfigjson', { '.dockerconfigjson': '{}' }), secret('kubernetes.io/service-account-token', {}, { 'kubernetes.io/service-account.name': 'web' })],
  },
  rejects: {
    'half a certificate': [secret('kubernetes.io/tls', { 'tls.crt': '' }), ['data["tls.key"]']],
    'no user and no password': [secret('kubernetes.io/basic-auth', {}), ['data["username"]', 'data["password"]']],
    'an empty key': [secret('kubernetes.io/ssh-auth', { 'ssh-privatekey': '' }), ['data["ssh-privatekey"]']],
    'no JSON, a list, and none at all': [[secret('kubernetes.io/dockerconfigjson', { '.dockerconfigjson': '' }), secret('kubernetes.io/dockercfg', { '.dockercfg': '[]' }), secret('kubernetes.io/dockercfg', {})], ['data[".dockerconfigjson"]', 'data[".dockercfg"]', 'data[".dockercfg"]']],
    'an account\'s token without the account': [secret('kubernetes.io/service-account-token', {}), ['metadata.annotations["kubernetes.io/service-account.name"]']],
  },
});
