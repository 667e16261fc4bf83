import { describe, expect, it } from '@jest/globals';
import { isNameLike, looksLikeSecret, mayBeSecret } from './credential-value.ts';
import { atThisPace } from './test-support/pace.ts';

// Put together here, so that no scanner takes this file for a leak.
const random = ['q7Rk2', 'PzV9x', 'LmW4t', 'Yb8Ns'].join('');

describe('a value under the name of a secret', () => {
  it.each(['hunter2', '123456', 'password', 'a b c', random])('may be the secret: %s', (value) => {
    expect(mayBeSecret('DB_PASSWORD', value)).toBe(true);
  });

  it.each(['', ' ', 'true', '/run/secrets/db', './db', '${X}', '$X', '<password>', '********', 'CHANGEME', 'shop/db#password', 'vault:secret/x', 'https://sso.acme.example/token'])('is no secret: %j', (value) => {
    expect(mayBeSecret('DB_PASSWORD', value)).toBe(false);
  });

  it.each(['existingSecret', 'auth.existingSecret', 'EXISTING_SECRET'])('is none where it is the name of a Secret: %s', (name) => {
    expect(mayBeSecret(name, 'postgresql-auth')).toBe(false);
    expect(mayBeSecret(name, random)).toBe(true);
  });

  it.each(['checksum/secret', 'SECRET_SHA256_TOKEN', 'PASSWORD_FILE', 'HOST'])('is none under %s', (name) => {
    expect(mayBeSecret(name, random)).toBe(false);
  });
});

describe('a value under one of many keys', () => {
  it.each([
    ['password', 'hunter2'],
    ['password', 'letmein'],
    ['clientSecret', random],
    ['app_key', random],
    ['storageKey', `${random}==`],
    ['token', random.toLowerCase()],
  ])('looks like a secret: %s: %s', (key, value) => {
    expect(looksLikeSecret(key, value)).toBe(true);
  });

  it.each([
    ['password', 'db-password'],
    ['password', 'required'],
    ['password', '$PASSWORD'],
    ['password', 'os.environ.x'],
    ['passwordPolicy', random],
    ['publicKey', random],
    ['secretKey', 'SMTP_PASSWORD'],
    ['secretName', 'runtime-8c282465f7'],
    ['token', 'web-token'],
    ['token', '3600'],
    ['token', '5m'],
    ['storageKey', 'theme'],
    ['tokenHash', random],
    ['secret', `sha256:${'ab'.repeat(32)}`],
    ['anything', random],
  ])('does not: %s: %s', (key, value) => {
    expect(looksLikeSecret(key, value)).toBe(false);
  });
});

describe('a name', () => {
  it.each(['web', 'web-tls', 'runtime-8c282465f7', 'AUTH_SECRET', 'shop.acme.example', 'v1.2.3', 'api2'])('is %s', (text) => {
    expect(isNameLike(text)).toBe(true);
  });

  it.each([random, 'a1b2c3d4', '!x', 'ab cd'])('is not %s', (text) => {
    expect(isNameLike(text)).toBe(false);
  });

  it('is told in linear time', () => {
    const started = process.cpuUsage();
    for (const part of ['a', 'a-', '1', '-', 'a1']) isNameLike(part.repeat(200_000));
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(atThisPace(2000));
  });
});
