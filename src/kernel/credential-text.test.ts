import { describe, expect, it } from '@jest/globals';
import { credentialInText, textOfBase64 } from './credential-text.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
// Put together here, so that no scanner takes this file for a leak.
const secret = ['q7Rk2', 'PzV9x', 'LmW4t', 'Yb8Ns'].join('');

describe('the credential in a text', () => {
  it.each([
    ['a form of its own', `x gh${'p_'}${secret}${secret} y`, 'a GitHub token', 44],
    ['a line of YAML', `a: 1\n  password: "${secret}"\nb: 2`, 'the value of a key that names a secret', 20],
    ['a line of a shell', `export API_TOKEN=${secret}`, 'the value of a key that names a secret', 20],
    ['JSON', `{"a":1,"clientSecret":"${secret}"}`, 'the value of a key that names a secret', 20],
    ['an argument', `run --db-password=${secret} --port=1`, 'the value of a key that names a secret', 20],
    ['base64', base64(`password: ${secret}\n`), 'the value of a key that names a secret in base64', base64(`password: ${secret}\n`).length],
  ])('is found in %s', (_name, text, what, length) => {
    expect(credentialInText(text)).toEqual({ what, length });
  });

  it.each(['', 'short', 'a plain sentence about a password: it is long', 'password:\n  secretName: web', base64(base64('nothing of the kind, twice over')), `digest: ${'ab'.repeat(32)}`])('is not found in %j', (text) => {
    expect(credentialInText(text)).toBeUndefined();
  });
});

describe('what base64 stands for', () => {
  it('is told where it is text', () => {
    expect(textOfBase64(base64('some text of a file\n'))).toBe('some text of a file\n');
    expect(textOfBase64(`${base64('some text of a file\n').slice(0, 8)}\n${base64('some text of a file\n').slice(8)}`)).toBe('some text of a file\n');
  });

  it.each(['', 'short', 'not base64 at all, is it', `iVBORw0KGgoAAAANSUhEUgAA${'A'.repeat(40)}`, 'aW52YWxpZA'.repeat(2) + '='.repeat(5)])('is nothing for %j', (text) => {
    expect(textOfBase64(text)).toBeUndefined();
  });
});
