import { credentialIn, isSecretReference, namesASecret } from '../../kernel/credential.ts';
import { pathText } from '../../kernel/path.ts';
import { fieldsAt, listAt, textAt } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Finding, type Rule } from '../rule.ts';

/** Variables, arguments and configuration; no message holds the value. */
export const noCredentialInClear: Rule = {
  id: 'no-credential-in-clear',
  severity: 'error',
  why: 'a secret in a manifest is a secret in git, for everybody who may read either, for ever',
  source: 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/#avoid-sharing-secret-manifests',
  kinds: [...POD_KINDS, '/ConfigMap'],
  *check({ manifest, kind, containers }) {
    for (const { path, container } of containers) {
      for (const [index, variable] of listAt(container, 'env').entries()) {
        const value = textAt(variable, 'value');
        if (value !== undefined) yield* judge(textAt(variable, 'name') ?? '', value, `${path}.env[${index}].value`, VARIABLE_FIX);
      }
      for (const field of ['command', 'args']) {
        for (const [index, word] of listAt(container, field).entries()) {
          if (typeof word === 'string') yield* judge('', word, `${path}.${field}[${index}]`, VARIABLE_FIX);
        }
      }
    }
    if (kind !== '/ConfigMap') return;
    const data = fieldsAt(manifest, 'data');
    for (const key of Object.keys(data)) {
      const value = textAt(data, key);
      if (value !== undefined) yield* judge(key, value, credentialIn(key) === undefined ? pathText(['data', key]) : 'data', 'move it to the secret store, and name it by an ExternalSecret');
    }
  },
};

const VARIABLE_FIX = 'move it to the secret store, and take it from there by valueFrom.secretKeyRef';

function* judge(name: string, text: string, path: string, fix: string): Generator<Finding> {
  const value = text.replace(FILLED_LATER, '');
  const what = credentialIn(value);
  if (what !== undefined) yield { path, message: `${what} stands here in the clear (not shown)`, fix };
  else if (namesASecret(name) && mayBeSecret(value)) yield { path, message: 'the name is that of a secret, and its value stands here in the clear (not shown)', fix };
}

/** What a program or the kubelet puts a value in place of. */
const FILLED_LATER = /\$\(\w{1,256}\)|\$\{\w{1,256}\}|\{\{[^{}]{0,256}\}\}/g;

/** Not a place where the secret lies, and no switch. */
function mayBeSecret(value: string): boolean {
  return value.trim() !== '' && !/^\.{0,2}\/[\w./-]*$/.test(value) && !/^(true|false|yes|no|on|off)$/i.test(value) && !isSecretReference(value);
}
