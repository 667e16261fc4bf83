import { describe, expect, it } from '@jest/globals';
import { reachableIpErrors } from './ip-is-reachable.ts';

describe('reachableIpErrors', () => {
  it.each(['10.0.0.1', '224.0.1.1', '255.255.255.255', '2001:db8::1', 'fd00::1', 'ff05::1', '::2', 'fec0::1'])('accepts %s', (text) => {
    expect(reachableIpErrors(text)).toEqual([]);
  });
  it.each(['', '0.0.0.0', '127.255.0.1', '169.254.0.0', '224.0.0.255', '::', '::1', 'febf::1', 'ff12::1', '::ffff:127.0.0.1'])('refuses %j', (text) => {
    expect(reachableIpErrors(text)).toHaveLength(1);
  });
});
