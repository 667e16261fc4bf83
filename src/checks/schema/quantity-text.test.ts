import { describe, expect, it } from '@jest/globals';
import { quantityFault } from './quantity-text.ts';

describe('quantityFault', () => {
  // What a program with k8s.io/apimachinery 0.36 reads and refuses.
  it.each(['0', '1', '+1', '-1', '1.', '.5Ki', '.', '+', '-', 'm', 'Mi', '+.m', '1E', '1e+5', '1e99999999999', ' 128Mi ', '00.5'])('takes %j', (text) => {
    expect(quantityFault(text)).toBeUndefined();
  });

  it.each(['', ' ', '1,5', '128 Mi', '1.5.5Gi', '128mb', '1GB', '0x1', 'Three', '1_000', '١', '1Mi\t', '\n1Mi'])('refuses the form of %j', (text) => {
    expect(quantityFault(text)).toMatch(/^quantities must match/);
  });

  it.each(['1K', '1ki', '1e', '1-5', '1mi', '1KiB', '1Ee1'])('refuses the suffix of %j', (text) => {
    expect(quantityFault(text)).toBeDefined();
  });

  it('takes no time for a hostile text', () => {
    expect(quantityFault(`${'1'.repeat(1_000_000)}x`)).toBeDefined();
    expect(quantityFault(`1${'e'.repeat(1_000_000)}x`)).toBeDefined();
  });
});
