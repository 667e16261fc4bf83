import { describe, expect, it } from '@jest/globals';
import { qualifiedNameErrors } from './qualified-name.ts';

describe('qualifiedNameErrors', () => {
  it.each(['a', 'A_b.c-D', '0', 'example.com/A', `${'a'.repeat(253)}/${'b'.repeat(63)}`])('accepts %s', (text) => {
    expect(qualifiedNameErrors(text)).toEqual([]);
  });
  it.each(['', '-a', 'a_', 'a b', '/a', 'a/', 'a/b/c', 'A.example/b', 'a_b/c', 'b'.repeat(64), `${'a'.repeat(254)}/b`, '/'])('refuses %j', (text) => {
    expect(qualifiedNameErrors(text).length).toBeGreaterThan(0);
  });
  it('says which part is wrong', () => {
    expect(qualifiedNameErrors('A/-')).toEqual([expect.stringContaining('the part before "/"'), expect.stringContaining('the part after "/"')]);
  });
});
