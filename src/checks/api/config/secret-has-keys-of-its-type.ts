import { type SecretProps } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { invalid, required } from '../field-error.ts';
import { keyPath } from './key-path.ts';
import { secretDataOf } from './secret-data-of.ts';
import { bodyOf } from './spec-of.ts';

export const secretHasKeysOfItsType: Rule = {
  id: 'secret-has-keys-of-its-type',
  severity: 'error',
  why: 'the API server refuses a Secret without the data that its type stands for',
  source: 'https://kubernetes.io/docs/concepts/configuration/secret/#secret-types',
  kinds: ['/Secret'],
  keys: ['type'],
  *check(subject) {
    const type = bodyOf<SecretProps>(subject).type ?? '';
    const data = secretDataOf(subject);
    const missing = (key: string) => required(keyPath('data', key), `a Secret of type ${type} has it`);
    const annotations = subject.defaulted.metadata.annotations ?? {};
    switch (type) {
      case 'kubernetes.io/service-account-token':
        if (!annotations[ACCOUNT]) yield required(keyPath('metadata.annotations', ACCOUNT), 'name the service account');
        return;
      case 'kubernetes.io/dockercfg':
      case 'kubernetes.io/dockerconfigjson': {
        const key = type === 'kubernetes.io/dockercfg' ? '.dockercfg' : '.dockerconfigjson';
        const content = data.get(key);
        if (content === undefined) yield missing(key);
        // The content itself is nobody's business.
        else if (!isJsonObject(content.toString('utf8'))) yield invalid(keyPath('data', key), '<secret contents redacted>', 'must be a JSON object');
        return;
      }
      case 'kubernetes.io/basic-auth':
        if (!data.has('username') && !data.has('password')) yield* [missing('username'), missing('password')];
        return;
      case 'kubernetes.io/ssh-auth':
        if ((data.get('ssh-privatekey')?.length ?? 0) === 0) yield missing('ssh-privatekey');
        return;
      case 'kubernetes.io/tls':
        for (const key of ['tls.crt', 'tls.key']) if (!data.has(key)) yield missing(key);
    }
  },
};

const ACCOUNT = 'kubernetes.io/service-account.name';

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    // Null leaves a Go map empty.
    return typeof value === 'object' && !Array.isArray(value);
  } catch {
    return false;
  }
}
