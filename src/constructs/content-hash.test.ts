import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalText, contentHash } from './content-hash.ts';

describe('contentHash', () => {
  it('is ten hex digits', () => {
    expect(contentHash({ a: 1 })).toMatch(/^[0-9a-f]{10}$/);
  });

  it('does not change with the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (content) => {
        const reversed = Object.fromEntries(Object.entries(content).reverse());
        expect(contentHash(reversed)).toBe(contentHash(content));
      }),
    );
  });

  it('changes with a value, a key, and the order of a list', () => {
    const contents = [{ a: '1' }, { a: '2' }, { b: '1' }, { a: ['1', '2'] }, { a: ['2', '1'] }, { a: { b: '1' } }];
    expect(new Set(contents.map(contentHash)).size).toBe(contents.length);
  });
});

describe('canonicalText', () => {
  it('sorts keys at every depth and leaves out what is undefined', () => {
    expect(canonicalText({ b: [{ d: 1, c: undefined }], a: { z: 1, y: null } })).toBe('{"a":{"y":null,"z":1},"b":[{"d":1}]}');
  });

  it('keeps a key that is called like a prototype', () => {
    expect(canonicalText(JSON.parse('{"b":1,"__proto__":{"x":1}}'))).toBe('{"__proto__":{"x":1},"b":1}');
  });
});
