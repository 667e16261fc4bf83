import { describe, expect, it } from '@jest/globals';
import { ANNOTATIONS_LARGEST, annotationFindings } from './annotations.ts';

const paths = (annotations: Record<string, string>) => [...annotationFindings(annotations, 'at')].map(({ path, reason }) => [path, reason]);

describe('annotationFindings', () => {
  it('lets the domain have upper case, and the value be anything', () => {
    expect(paths({ 'Example.COM/Note': '\u0000', 'a': '', 'b': 'é'.repeat(100) })).toEqual([]);
  });
  it('holds keys to the form of a qualified name', () => {
    expect(paths({ 'a b': '', '/x': '' })).toEqual([['at', 'Invalid'], ['at', 'Invalid']]);
  });
  it('counts the bytes of all keys and values', () => {
    expect(paths({ a: 'x'.repeat(ANNOTATIONS_LARGEST - 1) })).toEqual([]);
    expect(paths({ a: 'x'.repeat(ANNOTATIONS_LARGEST) })).toEqual([['at', 'TooLong']]);
    expect(paths({ a: 'é'.repeat(ANNOTATIONS_LARGEST / 2) })).toEqual([['at', 'TooLong']]);
  });
});
