import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { urlParameters, urlPart, urlText } from './url-template.ts';

describe('urlText', () => {
  it('leaves nothing that a URL or a template engine could read', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(urlText(text)).toMatch(/^[A-Za-z0-9\-_.!~*'()%]*$/)));
  });

  it('reads back as it was', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(decodeURIComponent(urlText(text))).toBe(text)));
  });
});

describe('urlPart', () => {
  it('fetches a key and escapes it, a space as %20', () => {
    expect(urlPart('password')).toBe('{{ .password | urlquery | replace "+" "%20" }}');
  });
});

describe('urlParameters', () => {
  it.each([
    [{}, ''],
    [{ b: '2', a: 'x y&z' }, '?a=x%20y%26z&b=2'],
  ])('writes %j by name', (parameters, expected) => {
    expect(urlParameters(parameters)).toBe(expected);
  });
});
