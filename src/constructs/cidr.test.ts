import { describe, expect, it } from '@jest/globals';
import { isCidr, liesInside } from './cidr.ts';

describe('isCidr', () => {
  it.each(['0.0.0.0/0', '10.0.0.0/8', '10.1.2.3/32', '192.168.0.0/16', '::/0', '2001:db8::/32', 'fe80::/10', '::1/128', '1:2:3:4:5:6:7:8/128'])('accepts %s', (text) => {
    expect(isCidr(text)).toBe(true);
  });

  it.each([
    ['no prefix', '10.0.0.0'],
    ['a prefix that is too long', '10.0.0.0/33'],
    ['host bits', '10.0.0.1/24'],
    ['host bits of IPv6', '2001:db8::1/32'],
    ['a part over 255', '10.0.0.256/32'],
    ['an octal part', '010.0.0.0/8'],
    ['three parts', '10.0.0/24'],
    ['two gaps', '1::2::3/128'],
    ['a gap of nothing', '1:2:3:4:5:6:7::8/128'],
    ['nine groups', '1:2:3:4:5:6:7:8:9/128'],
    ['five digits in a group', '12345::/32'],
    ['a prefix with a leading zero', '10.0.0.0/08'],
    ['words', 'localhost/8'],
    ['nothing', ''],
  ])('refuses %s', (_what, text) => {
    expect(isCidr(text)).toBe(false);
  });
});

describe('liesInside', () => {
  it.each([
    ['10.0.0.0/8', '0.0.0.0/0', true],
    ['10.0.0.0/8', '10.0.0.0/8', false],
    ['0.0.0.0/0', '10.0.0.0/8', false],
    ['11.0.0.0/16', '10.0.0.0/8', false],
    ['fe80::/10', '::/0', true],
    ['fe80::/10', '0.0.0.0/0', false],
    ['nonsense', '0.0.0.0/0', false],
  ])('%s in %s: %s', (inner, outer, expected) => {
    expect(liesInside(inner, outer)).toBe(expected);
  });
});
