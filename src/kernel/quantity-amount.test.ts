import { describe, expect, it } from '@jest/globals';
import { nanoOf, ONE, trimmedQuantity } from './quantity-amount.ts';

const MOST = (2n ** 63n - 1n) * ONE;

describe('nanoOf', () => {
  it.each<[string, number | string, bigint]>([
    ['a number', 2, 2n * ONE],
    ['a suffix', '128Mi', 134_217_728n * ONE],
    ['blanks around', ' 128Mi ', 134_217_728n * ONE],
    ['nothing', '', 0n],
    ['a point', '.', 0n],
    ['a sign', '-', 0n],
    ['a suffix alone', 'Mi', 0n],
    ['nothing, many times over', '0e99999', 0n],
    ['too much', '1e30', MOST],
    ['far too much', '1e99999999999', MOST],
    ['too little', '-1e30', -MOST],
    ['what is rounded up', '1e-99999', 1n],
    ['more zeros in front than anybody reads', `${'0'.repeat(100)}5`, 5n * ONE],
    ['more decimals than anybody reads', `1.5${'0'.repeat(100)}`, 1_500_000_000n],
    ['more digits than there are', '9'.repeat(100), MOST],
  ])('reads %s', (_what, quantity, nano) => {
    expect(nanoOf(quantity)).toBe(nano);
  });

  it('takes no time for a hostile text', () => {
    expect(nanoOf(`${'0'.repeat(1_000_000)}.${'1'.repeat(1_000_000)}m`)).toBe(111_112n);
    expect(nanoOf(`${' '.repeat(1_000_000)}1`)).toBe(ONE);
  });
});

describe('trimmedQuantity', () => {
  it.each([
    [' 1Mi  ', '1Mi'],
    ['\u00a01Mi', '1Mi'],
    ['1Mi\t', '1Mi\t'],
    ['\n1Mi', '\n1Mi'],
    ['1 Mi', '1 Mi'],
    ['   ', ''],
  ])('makes of %j %j', (text, trimmed) => {
    expect(trimmedQuantity(text)).toBe(trimmed);
  });
});
