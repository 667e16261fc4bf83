import { type Credential, credentialIn } from '../../kernel/credential.ts';
import { credentialInText } from '../../kernel/credential-text.ts';
import { looksLikeSecret, mayBeSecret } from '../../kernel/credential-value.ts';
import { pathText } from '../../kernel/path.ts';
import { fieldsAt, listAt, textAt } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Finding, type Rule } from '../rule.ts';

/** Variables, arguments and configuration; no message holds the value. What stands anywhere else is a rule of `validate`. */
export const noCredentialInClear: Rule = {
  id: 'no-credential-in-clear',
  severity: 'error',
  why: 'a secret in a manifest is a secret in git, for everybody who may read either, for ever',
  source: 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/#avoid-sharing-secret-manifests',
  kinds: [...POD_KINDS, '/ConfigMap'],
  keys: ['env', 'command', 'args', 'data', 'binaryData'],
  check({ manifest, kind, containers }) {
    const found: Finding[] = [];
    for (const { path, container } of containers) {
      listAt(container, 'env').forEach((variable, index) => {
        const value = textAt(variable, 'value');
        if (value !== undefined) judge(textAt(variable, 'name') ?? '', value, () => `${path}.env[${index}].value`, VARIABLE_FIX, found);
      });
      for (const field of ['command', 'args']) {
        listAt(container, field).forEach((word, index) => {
          if (typeof word === 'string') judge('', word, () => `${path}.${field}[${index}]`, VARIABLE_FIX, found);
        });
      }
    }
    if (kind !== '/ConfigMap') return found;
    for (const field of ['data', 'binaryData']) {
      const data = fieldsAt(manifest, field);
      for (const key of Object.keys(data)) {
        const value = textAt(data, key);
        const path = (): string => (credentialIn(key) === undefined ? pathText([field, key]) : field);
        if (value !== undefined) judge(key, value, path, 'move it to the secret store, and name it by an ExternalSecret', found);
      }
    }
    return found;
  },
};

const VARIABLE_FIX = 'move it to the secret store, and take it from there by valueFrom.secretKeyRef';

function judge(name: string, text: string, path: () => string, fix: string, found: Finding[]): void {
  const value = text.replace(FILLED_LATER, '');
  const credential = credentialInText(value) ?? (mayBeSecret(name, value) || looksLikeSecret(name, value) ? { what: 'the name is that of a secret, and its value', length: value.length } : undefined);
  if (credential !== undefined) found.push({ path: path(), message: credentialMessage(credential), fix });
}

/** What a finding says of a credential: never the credential. */
export function credentialMessage({ what, length }: Credential): string {
  return `${what} stands here in the clear (${length} characters, not shown)`;
}

/** What a program or the kubelet puts a value in place of. */
const FILLED_LATER = /\$\(\w{1,256}\)|\$\{\w{1,256}\}|\{\{[^{}]{0,256}\}\}/g;
