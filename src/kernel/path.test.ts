import { describe, expect, it } from '@jest/globals';
import { pathText } from './path.ts';

describe('pathText', () => {
  it.each<[string, (string | number)[], string]>([
    ['the root', [], ''],
    ['keys and items', ['spec', 'containers', 0, 'image'], 'spec.containers[0].image'],
    ['a key with dots', ['labels', 'app.kubernetes.io/name'], 'labels["app.kubernetes.io/name"]'],
    ['a key of digits', ['1'], '["1"]'],
    ['an empty key', ['a', ''], 'a[""]'],
    ['a key with quotes', ['a"b'], '["a\\"b"]'],
    ['a list at the root', [2, 'a'], '[2].a'],
  ])('writes %s', (_, path, text) => {
    expect(pathText(path)).toBe(text);
  });
});
