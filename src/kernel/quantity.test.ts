import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UserError } from './problem.ts';
import { canonicalQuantity, compareQuantity, formatQuantity, parseQuantity, quantityProblem } from './quantity.ts';

describe('canonicalQuantity', () => {
  // What k8s.io/apimachinery v0.34 makes of each, save that it keeps the text "1." and "0500m" as they are.
  it.each([
    ['a fraction', '0.5', '500m'],
    ['a fraction without a digit before the dot', '.5', '500m'],
    ['a fraction of a fraction', '0.5m', '500u'],
    ['a dot without digits after it', '1.', '1'],
    ['zeros at the end of a fraction', '1.500', '1500m'],
    ['thousandths that are whole', '1000m', '1'],
    ['thousandths that are not', '1500m', '1500m'],
    ['a thousand', '1000', '1k'],
    ['thousands', '1200k', '1200k'],
    ['a million thousands', '1000000k', '1G'],
    ['ten', '1e1', '10'],
    ['zeros before the number', '0500m', '500m'],
    ['a plus sign', '+5', '5'],
    ['a negative', '-1.5Gi', '-1536Mi'],
    ['mebibytes that are gibibytes', '1024Mi', '1Gi'],
    ['mebibytes that are not', '1000Mi', '1000Mi'],
    ['a fraction of gibibytes', '1.5Gi', '1536Mi'],
    ['less than a kibibyte', '0.5Ki', '512'],
    ['a kibibyte', '1Ki', '1Ki'],
    ['a fraction of a byte', '0.1Ki', '102400m'],
    ['a fraction of a byte beside many', '1.1Ki', '1126400m'],
    ['bytes, which stay decimal', '1024', '1024'],
    ['exbibytes', '7Ei', '7Ei'],
    ['an exponent', '1e3', '1e3'],
    ['an exponent in capitals', '1E3', '1e3'],
    ['an exponent with a sign', '1e+3', '1e3'],
    ['an exponent between steps', '1e4', '10e3'],
    ['a negative exponent', '5e-1', '500e-3'],
    ['an exponent of zero', '12e0', '12'],
    ['exa, which is no exponent', '1E', '1E'],
    ['a billionth', '1n', '1n'],
    ['less than a billionth, rounded up', '0.1n', '1n'],
    ['less than a billionth, negative, rounded away from zero', '-0.1n', '-1n'],
    ['a billion billionths', '1000000000n', '1'],
    ['zero of any kind', '0.00Gi', '0'],
    ['minus zero', '-0', '0'],
    ['the largest', '9223372036854775807', '9223372036854775807'],
  ])('writes %s', (_, text, canonical) => {
    expect(canonicalQuantity(text)).toBe(canonical);
  });

  it('keeps the value and is its own canonical form', () => {
    const suffix = fc.constantFrom('', 'n', 'u', 'm', 'k', 'M', 'G', 'Ki', 'Mi', 'Gi', 'e3', 'E-3', 'e+6');
    const number = fc.tuple(fc.constantFrom('', '-', '+'), fc.nat(1_000_000), fc.stringMatching(/^(\.[0-9]{1,4})?$/)).map((parts) => parts.join(''));
    fc.assert(
      fc.property(number, suffix, (n, s) => {
        const canonical = canonicalQuantity(n + s);
        expect(canonicalQuantity(canonical)).toBe(canonical);
        expect(compareQuantity(canonical, n + s)).toBe(0);
      }),
    );
  });
});

describe('parseQuantity', () => {
  it('is exact', () => {
    expect(parseQuantity('0.1').nano).toBe(100_000_000n);
    expect(parseQuantity('9007199254740993').nano).toBe(9_007_199_254_740_993_000_000_000n);
    expect(parseQuantity('1Gi')).toEqual({ nano: 1_073_741_824_000_000_000n, format: 'BinarySI' });
    expect(formatQuantity({ nano: 1_500_000_000n, format: 'DecimalSI' })).toBe('1500m');
  });

  it.each([
    ['gigabytes', '1GB', '1Gi'],
    ['a space', '1 Gi', '1Gi'],
    ['spaces around', ' 1Gi ', '1Gi'],
    ['nothing', '', undefined],
    ['a blank', ' ', undefined],
    ['kibi in capitals', '1KI', '1Ki'],
    ['kilo in capitals', '1K', '1Ki'],
    ['small letters', '512mb', '512Mi'],
    ['gibibytes in full', '1.5GiB', '1.5Gi'],
    ['a comma', '0,5', '0.5'],
    ['a comma and a space', '1,5 G', '1.5G'],
    ['cores', '2 cores', '2'],
    ['millicores', '500 millicores', '500m'],
    ['a percentage', '10%', undefined],
    ['a word', 'much', undefined],
    ['two dots', '1.2.3', undefined],
    ['a suffix alone', 'Gi', undefined],
    ['a dot alone', '.', undefined],
    ['an exponent of nothing', '1e', '1Ei'],
    ['a hexadecimal', '0x10', undefined],
    ['an exponent that is a fraction', '1e1.5', undefined],
    ['digits in groups', '1_000', undefined],
    ['a line break', '1Gi\n', '1Gi'],
    ['other digits', '\u0661Gi', undefined],
  ])('refuses %s and offers the nearest', (_, text, fix) => {
    const problem = quantityProblem(text);
    expect(problem).toMatchObject({ message: expect.stringContaining('is not a quantity'), allowed: expect.stringContaining('Ki, Mi, Gi') });
    expect(problem!.fix).toBe(fix);
    expect(() => parseQuantity(text)).toThrow(UserError);
    if (fix !== undefined) expect(quantityProblem(fix)).toBeUndefined();
  });

  it.each(['8Ei', '9223372036854775808', '-9.3E', '1e19', '1e999'])('refuses %s, more than the API server holds', (text) => {
    expect(quantityProblem(text)?.message).toBe(`"${text}" is more than the largest quantity, 2^63-1`);
  });

  it('refuses hostile lengths at once', () => {
    expect(quantityProblem('1'.repeat(1_000_000))?.message).toMatch(/is not a quantity/);
    expect(quantityProblem('1e99999999999')?.message).toMatch(/is not a quantity/);
    expect(quantityProblem(`${'1'.repeat(100_000)}x`)?.fix).toBeUndefined();
  });
});

describe('compareQuantity', () => {
  it.each([
    ['1', '1000m', 0],
    ['1Gi', '1G', 1],
    ['1', '2', -1],
    ['-1', '0', -1],
    ['0.1', '100m', 0],
    ['1e3', '1k', 0],
  ])('puts %s against %s', (a, b, order) => {
    expect(compareQuantity(a, b)).toBe(order);
    expect(compareQuantity(parseQuantity(b), parseQuantity(a))).toBe(order === 0 ? 0 : -order);
  });
});
