import { describe, expect, it } from '@jest/globals';
import { cidrErrors, isStrictSubset, parseCidr } from './cidr.ts';

describe('cidrErrors', () => {
  it.each(['10.0.0.0/8', '0.0.0.0/0', '10.9.8.7/32', '10.128.0.0/9', '::/0', '2001:db8::/64', '2001:db8::1/128'])('accepts %s', (text) => {
    expect(cidrErrors(text, 36)).toEqual([]);
  });
  it.each(['', '10.0.0.0', '10.0.0.0/', '/8', '10.0.0.0/33', '::/129', '10.0.0.0/-1', '10.0.0.0/+8', '10.0.0.0/8/8', 'a/8'])('refuses %j', (text) => {
    expect(cidrErrors(text, 30)).toHaveLength(1);
  });
  it('refuses since 1.36 what programs read differently', () => {
    for (const text of ['10.0.0.0/08', '010.0.0.0/8', '::ffff:10.0.0.0/104', '10.0.0.1/8', '10.192.0.0/9', '2001:db8::1/64']) {
      expect(cidrErrors(text, 35)).toEqual([]);
      expect(cidrErrors(text, 36)).toHaveLength(1);
    }
  });
});

describe('isStrictSubset', () => {
  const within = (inner: string, outer: string) => isStrictSubset(parseCidr(inner)!, parseCidr(outer)!);
  it('wants all addresses inside, and some left', () => {
    expect(within('10.1.0.0/16', '10.0.0.0/8')).toBe(true);
    expect(within('10.0.0.0/8', '10.0.0.0/8')).toBe(false);
    expect(within('11.0.0.0/16', '10.0.0.0/8')).toBe(false);
    expect(within('0.0.0.0/0', '10.0.0.0/8')).toBe(false);
    expect(within('2001:db8::/64', '::/0')).toBe(true);
    expect(within('10.0.0.0/8', '::/0')).toBe(false);
  });
});
