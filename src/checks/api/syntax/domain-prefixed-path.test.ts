import { describe, expect, it } from '@jest/globals';
import { domainPrefixedPathErrors } from './domain-prefixed-path.ts';

describe('domainPrefixedPathErrors', () => {
  it('wants a domain and a path', () => {
    for (const text of ['a/b', 'jobs.example/queue/1?'.slice(0, -1), "a/!$&'()*+,;=:%~_.-"]) expect(domainPrefixedPathErrors(text)).toEqual([]);
    for (const text of ['', 'a', '/a', 'a/', 'A/b', 'a/ b', 'a/b?c']) expect(domainPrefixedPathErrors(text)).toHaveLength(1);
  });
});
