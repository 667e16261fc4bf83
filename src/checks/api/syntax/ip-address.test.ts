import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ipErrors, ipFamilyErrors, parseIp } from './ip-address.ts';

describe('ipErrors', () => {
  it.each(['10.0.0.1', '0.0.0.0', '255.255.255.255', '::', '::1', '2001:db8::ffff', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7::', '::2:3:4:5:6:7:8', '64:ff9b::10.0.0.1', 'FE80::1', '::01'])('accepts %s', (text) => {
    expect(ipErrors(text, 36)).toEqual([]);
  });
  it.each([
    '', '1', '1.2.3', '1.2.3.4.5', '256.0.0.1', '1.2.3.-4', ' 1.2.3.4', '1.2.3.4/8', '1..2.3', ':', ':::', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9',
    '1::2::3', '::12345', '::g', '1.2.3.4::', 'fe80::1%eth0', '1:2:3:4:5:6:7::8', ':1:2:3:4:5:6:7:8', '::1.2.3', '1'.repeat(1000),
  ])('refuses %j', (text) => {
    expect(ipErrors(text, 30)).toHaveLength(1);
  });
  it('refuses since 1.36 what programs read differently', () => {
    for (const text of ['010.0.0.1', '10.0.0.01', '::ffff:10.0.0.1', '::ffff:a00:1', '::ffff:010.0.0.1', '2001:00db8::1']) {
      expect(ipErrors(text, 35)).toEqual([]);
      expect(ipErrors(text, 36)).toHaveLength(1);
    }
  });
  it('reads any four bytes', () => {
    fc.assert(fc.property(fc.ipV4(), (text) => expect(parseIp(text)?.bytes.join('.')).toBe(text)));
  });
  it('reads any address of 128 bits', () => {
    fc.assert(fc.property(fc.ipV6(), (text) => expect(parseIp(text)).toBeDefined()));
  });
});

describe('ipFamilyErrors', () => {
  it('takes an IPv6 address that stands for an IPv4 address as that', () => {
    expect(ipFamilyErrors('::ffff:10.0.0.1', 'IPv4')).toEqual([]);
    expect(ipFamilyErrors('::ffff:10.0.0.1', 'IPv6')).toHaveLength(1);
    expect(ipFamilyErrors('2001:db8::1', 'IPv6')).toEqual([]);
    expect(ipFamilyErrors('10.0.0.1', 'IPv6')).toHaveLength(1);
  });
});
