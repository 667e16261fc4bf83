import { describe, expect, it } from '@jest/globals';
import { webhookClientFindings } from './webhook-client-findings.ts';

const messages = (url: string) => [...webhookClientFindings({ url }, 'clientConfig')].map(({ message }) => message.replace(/^.*: /, ''));

describe('webhookClientFindings', () => {
  it.each(['https://shop.example', 'https://shop.example:8443/a/b', 'HTTPS://[2001:db8::1]/', 'https://shop.example/?#'])('accepts %s', (url) => {
    expect(messages(url)).toEqual([]);
  });
  it.each([
    ['shop.example/a', ['must begin with https://', 'must have a host']],
    ['https://jane:pw@shop.example', ['must have no user']],
    ['https://shop.example/a?b=c', ['must have no query']],
    ['https://shop.example/a#b', ['must have no fragment']],
  ])('says what is wrong with %s', (url, expected) => {
    expect(messages(url)).toEqual(expected);
  });
});
