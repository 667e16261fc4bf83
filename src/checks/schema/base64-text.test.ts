import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isBase64 } from './base64-text.ts';

describe('isBase64', () => {
  it('takes what is written so', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => isBase64(Buffer.from(bytes).toString('base64'))));
  });

  it.each(['', 'YQ==', 'YWI=', 'YWJj', 'YW\nJj\r\n', '////'])('takes %j', (text) => {
    expect(isBase64(text)).toBe(true);
  });

  it.each(['Y', 'YQ', 'YQ=', 'Y===', '====', 'YQ==YQ==', 'a Gk=', 'YQ-_', '!!!', 'YWJj ', '=YWJ'])('refuses %j', (text) => {
    expect(isBase64(text)).toBe(false);
  });
});
