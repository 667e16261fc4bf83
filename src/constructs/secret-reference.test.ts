import { describe, expect, it } from '@jest/globals';
import { PropCheck } from './prop-check.ts';
import { checkReference, parseReference, type SecretReference } from './secret-reference.ts';

describe('parseReference', () => {
  it.each<[SecretReference, object]>([
    ['shop/runtime#token', { key: 'shop/runtime', property: 'token' }],
    ['shop-token', { key: 'shop-token' }],
    [{ key: 'shop/runtime', property: 'a.b' }, { key: 'shop/runtime', property: 'a.b' }],
    [{ key: 'shop/runtime', property: undefined }, { key: 'shop/runtime' }],
  ])('reads %j', (reference, expected) => {
    expect(parseReference(reference)).toEqual(expected);
  });
});

describe('checkReference', () => {
  it.each<[string, SecretReference]>([
    ['nothing', ''],
    ['no path', '#token'],
    ['no property after the mark', 'shop/runtime#'],
    ['two marks', 'shop#runtime#token'],
    ['a space', 'a secret in the clear'],
    ['a line break', 'shop/\nruntime'],
    ['more than any store allows', 'a'.repeat(513)],
  ])('refuses %s, and never repeats it', (_what, reference) => {
    const check = new PropCheck('shop');
    checkReference(check, 'keys.TOKEN', reference);
    expect(() => check.throwIfAny()).toThrow(expect.objectContaining({ message: 'shop.keys.TOKEN\n  is not a reference into the secret store\n  allowed: path#property, or a path alone, without spaces; never the secret itself\n  fix: TOKEN: shop/runtime#token' }));
  });

  it('takes an absent one', () => {
    const check = new PropCheck('shop');
    checkReference(check, 'ca', undefined);
    expect(() => check.throwIfAny()).not.toThrow();
  });
});
