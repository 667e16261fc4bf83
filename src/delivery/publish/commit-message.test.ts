import { describe, expect, it } from '@jest/globals';
import { addressOf, oneLine, retryOf, subjectOf, whatOf } from './commit-message.ts';

describe('an address in a trailer', () => {
  it.each([
    ['Ada Example', 'ada@acme.example', 'Ada Example <ada@acme.example>'],
    ['', 'ada@acme.example', 'ada@acme.example'],
    ['Example, Ada', 'ada@acme.example', '"Example, Ada" <ada@acme.example>'],
    ['Ada "the" \\ Example', 'ada@acme.example', '"Ada \\"the\\" \\\\ Example" <ada@acme.example>'],
    ['Zoë', 'zoe@acme.example', '"Zoë" <zoe@acme.example>'],
    ['helper[bot]', '1+helper[bot]@acme.example', '"helper[bot]" <"1+helper[bot]"@acme.example>'],
    ['Ada\nSlipway-Retry: 1', 'ada@acme.example', '"Ada Slipway-Retry: 1" <ada@acme.example>'],
  ])('of %j <%s> is %j', (name, email, expected) => {
    expect(addressOf({ name, email })).toBe(expected);
  });

  it.each(['', 'ada', 'ada@', '@acme.example', 'a b@acme.example', 'ada@acme..example', 'ada@-acme.example', 'a\u0301@acme.example', 'ada@acme.example>\nx'])('is left out for %j', (email) => {
    expect(addressOf({ name: 'Ada', email })).toBeUndefined();
  });
});

describe('text of others in a message', () => {
  it.each([
    ['a\nb', 'a b'],
    ['a\r\n\r\nSlipway-Retry: 1', 'a Slipway-Retry: 1'],
    ['\u001b[31mred\u0007', '[31mred'],
    ['a\u2028b\u2029c\u0085d', 'a b c d'],
    ['a\u202eb\u200bc', 'a b c'],
    ['half \ud800 done', 'half done'],
  ])('%j is %j', (text, expected) => {
    expect(oneLine(text)).toBe(expected);
  });

  it('is cut where it is too long, and named where there is none', () => {
    expect(Array.from(subjectOf({ message: '😀'.repeat(500) }))).toHaveLength(200);
    expect(subjectOf({ message: '\n\n' })).toBe('(no subject)');
    expect(subjectOf({ message: 'one\ntwo' })).toBe('one');
  });
});

describe('what a commit does', () => {
  const pair = (environment: string, system: string) => ({ environment, system, version: 'v1', outcome: 'changed' as const });
  it.each([
    [[pair('staging', 'shop')], 'staging/shop v1'],
    [[{ ...pair('staging', 'shop'), outcome: 'removed' as const }], 'staging/shop removed'],
    [[pair('staging', 'shop'), pair('dev', 'shop'), pair('dev', 'crm')], '3 pairs in dev, staging'],
    [Array.from({ length: 9 }, (_, index) => pair(`e${index}`, 'shop')), '9 pairs in 9 environments'],
    [[], 'what Argo CD itself needs'],
  ])('is %# told in few words', (pairs, expected) => {
    expect(whatOf(pairs)).toBe(expected);
  });

  it.each([
    ['x\n\nSlipway-Retry: 3\n', 3],
    ['x\n\nSlipway-Schema: a\nSlipway-Retry: 12\n\n', 12],
    ['x\n\nSlipway-Retry: 3\n\nSlipway-Schema: a\n', 0],
    ['x', 0],
    ['', 0],
    [`x\n\nSlipway-Retry: ${'9'.repeat(30)}`, 0],
  ])('counts as a retry: %j', (message, expected) => {
    expect(retryOf(message)).toBe(expected);
  });
});
