import { describe, expect, it } from '@jest/globals';
import { dnsSubdomainErrors, dnsSubdomainWithUnderscoreErrors, wildcardDnsSubdomainErrors } from './dns-subdomain.ts';

describe('dnsSubdomainErrors', () => {
  it.each(['a', '0.1', 'a-b.c-d', `${'a.'.repeat(126)}a`, 'a'.repeat(253)])('accepts %s', (text) => {
    expect(dnsSubdomainErrors(text)).toEqual([]);
  });
  it.each(['', '.', 'a..b', 'a.', '.a', 'a.-b', 'a_b', 'A.b', '*.a', 'a'.repeat(254)])('refuses %j', (text) => {
    expect(dnsSubdomainErrors(text)).toHaveLength(1);
  });
  it('is quick about a long text that all but fits', () => {
    expect(dnsSubdomainErrors(`${'a-'.repeat(100_000)}!`)).toHaveLength(2);
  });
});

describe('dnsSubdomainWithUnderscoreErrors', () => {
  it('lets an underscore stand first in a part, and inside', () => {
    expect(dnsSubdomainWithUnderscoreErrors('_tcp.a_b.example')).toEqual([]);
    expect(dnsSubdomainWithUnderscoreErrors('a_.example')).toHaveLength(1);
  });
});

describe('wildcardDnsSubdomainErrors', () => {
  it('wants one star, and a subdomain behind it', () => {
    expect(wildcardDnsSubdomainErrors('*.shop.example')).toEqual([]);
    for (const text of ['*', '*.', '*.*.example', 'a.*.example', '*a.example']) expect(wildcardDnsSubdomainErrors(text)).toHaveLength(1);
  });
});
