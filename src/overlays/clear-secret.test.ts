import { describe, expect, it } from '@jest/globals';
import { findClearSecrets, findCredentialLines, mayBeShown } from './clear-secret.ts';

describe('secrets in the clear', () => {
  const search = { namesSecret: () => false, credentials: true };

  it('are found under keys, in lists, and in keys', () => {
    const url = 'redis://user:hunter2@redis.acme.example';
    const value = { app: { smtpPassword: 'hunter2', pin: { token: 123 } }, urls: ['x', url], [url]: 1 };
    expect(findClearSecrets(value, search)).toEqual([
      { path: ['app', 'smtpPassword'], what: 'a secret' },
      { path: ['app', 'pin', 'token'], what: 'a secret' },
      { path: ['urls', 1], what: 'an address with a password' },
      { path: [url], what: 'an address with a password' },
    ]);
  });

  it('are not what is empty, a map, true or false, or by its schema a name', () => {
    const value = { password: '', secret: { key: 'shop/runtime' }, token: true, apiKey: null, clientSecret: 'shop/runtime#client' };
    expect(findClearSecrets(value, { ...search, namesSecret: (path) => path[0] === 'clientSecret' })).toEqual([]);
  });

  it('are not references into the secret store, whatever the key', () => {
    expect(findClearSecrets({ redis: { pasword: 'shop/redis#password', clientSecret: 'shop/runtime#client' } }, search)).toEqual([]);
    expect(findClearSecrets({ clientSecret: 'hunter#2' }, search)).toEqual([{ path: ['clientSecret'], what: 'a secret' }]);
  });

  it('are found in comments, by line', () => {
    expect(findCredentialLines(`a: 1\r\n  # AKIA${'ABCDEFGHIJKLMNOP'}\nb: 2\n`)).toEqual([{ line: 2, column: 3, what: 'an AWS access key' }]);
  });
});

describe('a value in a message', () => {
  it('is hidden under a key that names a secret, however deep', () => {
    expect(mayBeShown(['app', 'password'], 'x')).toBe(false);
    expect(mayBeShown(['app', 'credentials', 'user'], 'x')).toBe(false);
    expect(mayBeShown(['app', 'host'], 'x')).toBe(true);
  });

  it('is hidden when it holds a credential, in a map or list too', () => {
    expect(mayBeShown(['app'], { url: ['redis://user:hunter2@redis.acme.example'] })).toBe(false);
  });
});
