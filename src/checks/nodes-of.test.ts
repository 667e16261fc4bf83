import { describe, expect, it } from '@jest/globals';
import { nodesOf, pathOfNode } from './nodes-of.ts';

const pathsOf = (value: unknown) => nodesOf(value).map(pathOfNode);

describe('nodesOf', () => {
  it('finds every value, parents before children', () => {
    expect(pathsOf({ a: { b: [1, { c: null }] }, d: 'x' })).toEqual(['', 'a', 'd', 'a.b', 'a.b[0]', 'a.b[1]', 'a.b[1].c']);
  });

  it('quotes keys that are no plain words', () => {
    expect(pathsOf({ 'a b': { '0': 1 } })).toEqual(['', '["a b"]', '["a b"]["0"]']);
  });

  it('looks at own keys alone, __proto__ included', () => {
    expect(pathsOf(JSON.parse('{"__proto__": {"a": 1}}'))).toEqual(['', '__proto__', '__proto__.a']);
  });

  it('does not enter a value inside itself, and enters one that stands twice', () => {
    const shared = { x: 1 };
    const loop: Record<string, unknown> = { first: shared, second: shared };
    loop['self'] = loop;
    expect(pathsOf(loop)).toEqual(['', 'first', 'second', 'self', 'first.x', 'second.x']);
  });

  it('takes a scalar for the whole', () => {
    expect(pathsOf('x')).toEqual(['']);
  });
});
