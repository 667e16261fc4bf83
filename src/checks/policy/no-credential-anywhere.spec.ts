import { describeRule } from '../test-support/describe-rule.ts';
import { configMap, object, service, withContainer } from '../test-support/manifests.ts';
import { noCredentialAnywhere } from './no-credential-anywhere.ts';

// Put together here, so that no scanner takes this file for a leak.
const token = `gh${'p_'}abcdefghijklmnopqrstuvwxyzABCDEF0123`;
const base64 = (text: string) => Buffer.from(text).toString('base64');
const widget = (spec: object) => object('acme.example/v1', 'Widget', 'web', { spec });

describeRule(noCredentialAnywhere, {
  accepts: {
    'nothing of the kind': service(),
    'the name of a Secret': widget({ secretName: 'web-tls', password: { name: 'web', key: 'password' } }),
    'a field that says where a password lies': widget({ password: 'shop/db#password', token: '${TOKEN}' }),
    'the key of a Secret': object('external-secrets.io/v1', 'ExternalSecret', 'a', { spec: { data: [{ secretKey: 'SMTP_PASSWORD', remoteRef: { key: 'shop/mail', property: 'password' } }] } }),
    'what another rule looks at': [withContainer({ env: [{ name: 'A', value: token }], args: [token] }), configMap('a', { a: token })],
    'a Secret without anything': object('v1', 'Secret', 'a', { data: { empty: '', image: 'iVBORw0KGgo=' } }),
  },
  rejects: {
    'an annotation': [service({}, { annotations: { 'acme.example/token': token } }), ['metadata.annotations["acme.example/token"]']],
    'a field of a custom resource': [widget({ parts: [{ url: 'a' }, { url: `https://ci:${'hunter2'}@git.acme.example` }] }), ['spec.parts[1].url']],
    'a password by its name': [widget({ auth: { password: 'Hunter2!' } }), ['spec.auth.password']],
    'a parameter by the name beside it': [widget({ parameters: [{ name: 'admin.password', value: 'Hunter2!' }] }), ['spec.parameters[0].value']],
    'what a Secret stands for': [object('v1', 'Secret', 'a', { data: { password: base64('Hunter2!'), other: base64(`x=${token}`) } }), ['data.password', 'data.other']],
    'a Secret as text': [object('v1', 'Secret', 'a', { stringData: { token } }), ['stringData.token']],
    'a key': [widget({ [token]: { a: 1 } }), ['spec']],
    'a lifecycle hook': [withContainer({ lifecycle: { preStop: { exec: { command: ['curl', `https://x:${'hunter2'}@a.example`] } } } }), ['spec.template.spec.containers[0].lifecycle.preStop.exec.command[1]']],
  },
});
