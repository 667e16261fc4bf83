import { describe, expect, it } from '@jest/globals';
import { rangeCovers, rangesCover } from './address-range.ts';

describe('rangeCovers', () => {
  it.each([
    ['10.0.0.0/8', '10.1.0.0/16', true],
    ['10.1.0.0/16', '10.0.0.0/8', false],
    ['0.0.0.0/0', '192.0.2.7', true],
    ['192.0.2.0/24', '192.0.3.0/24', false],
    ['2001:db8::/32', '2001:db8:1::/48', true],
    ['2001:db8:1::/48', '2001:db8:2::/48', false],
    ['::/0', '10.0.0.0/8', false],
    ['0.0.0.0/0', '::1', false],
    ['10.0.0.0/33', '10.0.0.1', false],
    ['300.0.0.0/8', '10.0.0.0/8', false],
    ['1:2:3', '1:2:3', true],
    ['1::2::3', '1::2', false],
    ['vpn', 'vpn', true],
    ['vpn', '10.0.0.0/8', false],
  ])('%s holds %s: %s', (outer, inner, expected) => {
    expect(rangeCovers(outer, inner)).toBe(expected);
  });

  it('takes no ranges for all of them', () => {
    expect([rangesCover([], ['10.0.0.0/8']), rangesCover(['10.0.0.0/8'], []), rangesCover(['0.0.0.0/0', '::/0'], [])]).toEqual([true, false, true]);
  });
});
