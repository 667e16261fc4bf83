import { describe, expect, it } from '@jest/globals';
import { credentialIn, isSecretReference, namesASecret } from './credential.ts';
import { atThisPace } from './test-support/pace.ts';

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

describe('a key that names a secret', () => {
  it.each(['password', 'smtpPassword', 'SMTP_PASSWORD', 'db-passwd', 'token', 'apiToken', 'clientSecret', 'secret', 'apiKey', 'API_KEY', 'apikey', 'privateKey', 'private_key', 'credentials', 'encryption-key', 'passphrase'])('is %s', (key) => {
    expect(namesASecret(key)).toBe(true);
  });

  it.each(['secretStore', 'passwordPolicy', 'tokenTtl', 'secretName', 'accessKeyId', 'key', 'sortKey', 'keyboard', 'monkey', 'host', 'tokenizer', '', '---'])('is not %s', (key) => {
    expect(namesASecret(key)).toBe(false);
  });
});

describe('a credential', () => {
  // Put together here, so that no scanner takes this file for a leak.
  it.each<[string, string]>([
    ['a private key', `-----BEGIN RSA ${'PRIVATE'} KEY-----\nMIIEowIBAAKCAQEAx`],
    ['a private key', `-----BEGIN ${'PRIVATE'} KEY-----\nMIIEowIBAAKCAQEAx`],
    ['a private key', `-----BEGIN RSA ${'PRIVATE'} KEY-----\\nMIIEowIBAAKCAQEAx`],
    ['a private key', `"-----BEGIN RSA ${'PRIVATE'} KEY-----\\n" +\n    "MIIEowIBAAKCAQEAx`],
    ['a private key', `-----BEGIN RSA ${'PRIVATE'} KEY-----\nProc-Type: 4,ENCRYPTED\n`],
    ['an AWS access key', `AKIA${'ABCDEFGHIJKLMNOP'}`],
    ['a GitHub token', `ghp_${letters.slice(0, 36)}`],
    ['a GitHub token', `github_pat_${letters.slice(0, 30)}`],
    ['a GitLab token', `glpat-${letters.slice(0, 20)}`],
    ['a Slack token', `xoxb-${'123456789012-abcdef'}`],
    ['a Stripe key', `sk_live_${letters.slice(0, 24)}`],
    ['a Google API key', `AIza${letters.slice(0, 35)}`],
    ['an npm token', `npm_${letters.slice(0, 36)}`],
    ['an API key', `sk-proj-${letters.slice(0, 40)}`],
    ['a Vault token', `hvs.${letters.slice(0, 30)}`],
    ['a JSON web token', `eyJ${letters.slice(0, 10)}.eyJ${letters.slice(0, 10)}.${letters.slice(0, 10)}`],
    ['an address with a password', 'postgresql://shop:hunter2@db.acme.example/shop'],
    ['an address with a password', 'redis://:hunter2@redis.acme.example'],
  ])('%s is known by its form', (what, text) => {
    expect(credentialIn(`before ${text} after`)).toBe(what);
  });

  it.each([
    'https://shop.acme.example/api/ready',
    'https://shop.acme.example:8443/a@b',
    'ssh://git@git.acme.example/shop',
    'ghcr.io/acme/shop-app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
    '4f1c9d20123456789abcdef0123456789abcdef0',
    'app.kubernetes.io/name',
    'task-manager-with-a-very-long-name-indeed-and-more',
    '0 2 * * *',
    `the key, which begins with -----BEGIN ${'PRIVATE'} KEY-----, in PEM`,
  ])('is not %s', (text) => {
    expect(credentialIn(text)).toBeUndefined();
  });

  it('is a private key though it is cut off behind its first line', () => {
    expect(credentialIn(`key: -----BEGIN RSA ${'PRIVATE'} KEY-----`)).toBe('a private key');
  });

  it('is looked for in linear time', () => {
    const started = process.hrtime.bigint();
    credentialIn(`a://${'a:'.repeat(50_000)}`);
    credentialIn('eyJ'.repeat(50_000));
    credentialIn('-----BEGIN '.repeat(20_000));
    expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(atThisPace(2000));
  });
});

describe('a reference into a secret store', () => {
  it.each(['shop/runtime#password', 'capakraken/production/redis#x', 'redis#password', 'vault:secret/data/shop#token'])('is %s', (text) => {
    expect(isSecretReference(text)).toBe(true);
  });

  it.each(['hunter2', 'hunter#2', 'shop/runtime', 'a b/c#d', '#password', 'a/b#', 'a/b#c#d', ''])('is not %s', (text) => {
    expect(isSecretReference(text)).toBe(false);
  });

  it('is told in linear time', () => {
    const started = process.hrtime.bigint();
    isSecretReference('a/'.repeat(100_000));
    isSecretReference('a'.repeat(200_000));
    expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(atThisPace(2000));
  });
});
