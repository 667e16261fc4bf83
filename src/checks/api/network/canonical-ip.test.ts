import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalCidr, canonicalIp } from './canonical-ip.ts';

describe('canonicalIp', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['010.0.0.1', '10.0.0.1'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8:0:1:0:0:0:1', '2001:db8:0:1::1'],
    ['1:0:2:0:3:0:4:0', '1:0:2:0:3:0:4:0'],
    ['1:0:0:2:0:0:3:4', '1::2:0:0:3:4'],
    ['::', '::'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['1:0:0:0:0:0:0:0', '1::'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['shop.example', undefined],
  ])('writes %s as everybody does', (text, expected) => {
    expect(canonicalIp(text)).toBe(expected);
  });

  it('leaves what it wrote', () => {
    fc.assert(fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
      const once = canonicalIp(text);
      expect(once).toBeDefined();
      expect(canonicalIp(once!)).toBe(once);
    }));
  });
});

describe('canonicalCidr', () => {
  it.each([['10.0.0.0/8', '10.0.0.0/8'], ['FD00::/08', 'fd00::/8'], ['10.0.0.0', undefined]])('writes %s as everybody does', (text, expected) => {
    expect(canonicalCidr(text)).toBe(expected);
  });
});
