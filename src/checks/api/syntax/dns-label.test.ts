import { describe, expect, it } from '@jest/globals';
import { dnsLabelErrors } from './dns-label.ts';

describe('dnsLabelErrors', () => {
  it.each(['a', '0', 'a-b', '9-z', 'a'.repeat(63)])('accepts %s', (text) => {
    expect(dnsLabelErrors(text)).toEqual([]);
  });
  it.each(['', '-a', 'a-', 'A', 'a_b', 'é', 'a b', 'a\n', 'a'.repeat(64)])('refuses %j', (text) => {
    expect(dnsLabelErrors(text)).toHaveLength(1);
  });
  it('says of a subdomain what makes it no label', () => {
    expect(dnsLabelErrors('a.b')).toEqual(['must not contain dots']);
  });
  it('counts the bytes, not the letters', () => {
    expect(dnsLabelErrors('é'.repeat(32))).toHaveLength(2);
  });
});
