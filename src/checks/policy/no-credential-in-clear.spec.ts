import { describe, expect, it } from '@jest/globals';
import { type Manifest } from '../../kernel/manifest.ts';
import { checkBy } from '../check-manifests.ts';
import { describeRule } from '../test-support/describe-rule.ts';
import { configMap, container, deployment, withContainer } from '../test-support/manifests.ts';
import { noCredentialInClear } from './no-credential-in-clear.ts';
import { atThisPace } from '../../kernel/test-support/pace.ts';

const CONTAINER = 'spec.template.spec.containers[0]';
const env = (name: string, value: string) => withContainer({ env: [{ name: 'PORT', value: '80' }, { name, value }] });
const rejected = [`${CONTAINER}.env[1].value`];
// Put together here, so that no scanner takes this file for a leak.
const key = `-----BEGIN RSA ${'PRIVATE'} KEY-----`;
const aws = `AKIA${'ABCDEFGHIJKLMNOP'}`;

describeRule(noCredentialInClear, {
  accepts: {
    'no variables': deployment(),
    'a secret by reference': withContainer({ env: [{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }] }),
    'a plain setting': env('AUTH_URL', 'https://shop.acme.example/a@b'),
    'nothing': env('DB_PASSWORD', ''),
    'the file that a secret lies in': env('DB_PASSWORD_FILE', '/run/secrets/db'),
    'a path under the name of a secret': env('DB_PASSWORD', '/run/secrets/db'),
    'a switch': env('REQUIRE_PASSWORD', 'true'),
    'a value that another variable fills': env('DB_PASSWORD', '$(PGPASSWORD)'),
    'an address whose password is filled in': env('DATABASE_URL', 'postgresql://shop:$(PGPASSWORD)@postgres:5432/shop'),
    'a reference into a secret store': env('DB_PASSWORD', 'vault:shop/db#password'),
    'how long a token lives': env('TOKEN_TTL', '3600'),
    'configuration': configMap('files', { 'app.conf': 'url=postgresql://shop:${PGPASSWORD}@postgres/shop', 'token-ttl': '5m' }),
    'a list of variables of another shape': withContainer({ env: 'x', args: [1, null] }),
  },
  rejects: {
    'a password by its name': [env('DB_PASSWORD', 'hunter2'), rejected],
    'a number by its name': [env('API_TOKEN', '123456'), rejected],
    'a private key': [env('K', key), rejected],
    'an access key': [env('X', aws), rejected],
    'an address with a password': [env('DATABASE_URL', 'postgresql://shop:hunter2@postgres:5432/shop'), rejected],
    'an init container': [deployment({ initContainers: [container({ env: [{ name: 'TOKEN', value: 'x' }] })] }), ['spec.template.spec.initContainers[0].env[0].value']],
    'an argument': [withContainer({ command: ['redis-cli'], args: ['-u', 'redis://:hunter2@redis'] }), [`${CONTAINER}.args[1]`]],
    'configuration': [configMap('files', { 'tls.key': key, password: 'hunter2', port: '80' }), ['data["tls.key"]', 'data.password']],
    'a key of configuration that is one': [configMap('files', { [aws]: aws }), ['data']],
  },
});

describe('its findings', () => {
  it('never show the value', () => {
    const secrets = ['hunter2', key, aws];
    const given = [withContainer({ env: secrets.map((value) => ({ name: 'PASSWORD', value })) }), configMap('x', { password: 'hunter2', [aws]: aws })] as Manifest[];
    const text = JSON.stringify(checkBy([noCredentialInClear], given));
    for (const secret of secrets) expect(text).not.toContain(secret);
  });

  it('are found in linear time', () => {
    const given = ['${'.repeat(50_000), '{{'.repeat(50_000), '$('.repeat(50_000), './'.repeat(50_000)].map((value) => env('PASSWORD', value)) as Manifest[];
    const started = process.hrtime.bigint();
    checkBy([noCredentialInClear], given);
    expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(atThisPace(2000));
  });
});
