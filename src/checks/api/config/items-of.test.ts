import { describe, expect, it } from '@jest/globals';
import { entriesOf, itemsOf, textsOf } from './items-of.ts';

describe('itemsOf', () => {
  it('says where each object stands', () => {
    expect(itemsOf([{ a: 1 }, { a: 2 }], 'spec.list').map(({ path, item }) => [path, item.a])).toEqual([['spec.list[0]', 1], ['spec.list[1]', 2]]);
  });
  it('takes nothing for an empty list, and an empty item for an empty object', () => {
    expect(itemsOf(null, 'spec.list')).toEqual([]);
    expect(itemsOf([null] as unknown as readonly object[], 'list')).toEqual([{ path: 'list[0]', index: 0, item: {} }]);
  });
});

describe('textsOf', () => {
  it('takes what is no text for an empty one', () => {
    expect(textsOf(['a', null, {}] as unknown as readonly string[], 'list').map(({ text }) => text)).toEqual(['a', '', '']);
  });
});

describe('entriesOf', () => {
  it('gives own keys only, whatever they are called', () => {
    expect(entriesOf(JSON.parse('{"__proto__":"a"}') as Record<string, string>)).toEqual([['__proto__', 'a']]);
    expect(entriesOf(null)).toEqual([]);
  });
});
