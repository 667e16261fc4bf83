import { describe, expect, it } from '@jest/globals';
import { imageArguments } from './image-argument.ts';

const DIGEST = `sha256:${'3c'.repeat(32)}`;

describe('--image', () => {
  it.each([
    ['a digest', `app=ghcr.io/acme/app@${DIGEST}`, { key: 'app', name: 'ghcr.io/acme/app', digest: DIGEST }],
    ['a tag', 'app=ghcr.io/acme/app:1.10', { key: 'app', name: 'ghcr.io/acme/app', tag: '1.10' }],
    ['a tag and a digest: the digest', `app=ghcr.io/acme/app:1.10@${DIGEST}`, { key: 'app', name: 'ghcr.io/acme/app', digest: DIGEST }],
    ['a port', `app=127.0.0.1:5000/app@${DIGEST}`, { key: 'app', name: '127.0.0.1:5000/app', digest: DIGEST }],
    ['a tag like a number', 'app=ghcr.io/acme/app:0123456', { key: 'app', name: 'ghcr.io/acme/app', tag: '0123456' }],
  ])('takes %s', (_, text, image) => {
    expect(imageArguments([text])).toEqual([image]);
  });

  it.each([
    ['no name of an image', `ghcr.io/acme/app@${DIGEST}`, 'which image'],
    ['neither digest nor tag', 'app=ghcr.io/acme/app', 'neither a digest nor a tag'],
    ['no registry', `app=acme/app@${DIGEST}`, 'lacks the registry'],
    ['a cut digest', 'app=ghcr.io/acme/app@sha256:3c3c', 'digest that is not'],
    ['another digest', `app=ghcr.io/acme/app@sha512:${'3c'.repeat(64)}`, 'digest that is not'],
    ['upper case', `app=ghcr.io/Acme/app@${DIGEST}`, 'no registry and path'],
    ['an option', `app=--upload-pack=x@${DIGEST}`, 'no registry and path'],
    ['a path that climbs', `app=ghcr.io/../app@${DIGEST}`, 'no registry and path'],
    ['a strange name', `__proto__=ghcr.io/acme/app@${DIGEST}`, 'no DNS label'],
    ['a line break', `app=ghcr.io/acme/app:1\n@${DIGEST}`, 'tag with characters'],
  ])('refuses %s', (_, text, message) => {
    expect(() => imageArguments([text])).toThrow(message);
  });

  it('tells all that is wrong at once', () => {
    expect(() => imageArguments(['app', 'app=ghcr.io/acme/app', `a=ghcr.io/b/c@${DIGEST}`, `a=ghcr.io/b/c@${DIGEST}`])).toThrow(/which image[\s\S]*neither[\s\S]*twice/);
  });
});
