import { describe, expect, it } from '@jest/globals';
import { isPinned, repositoryOf } from './image-reference.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;

describe('repositoryOf', () => {
  it.each([
    ['a name', 'nginx', 'nginx'],
    ['a tag', 'ghcr.io/acme/app:v1', 'ghcr.io/acme/app'],
    ['a digest', `ghcr.io/acme/app@${DIGEST}`, 'ghcr.io/acme/app'],
    ['a tag and a digest', `ghcr.io/acme/app:v1@${DIGEST}`, 'ghcr.io/acme/app'],
    ['a registry with a port', 'registry.example:5000/app', 'registry.example:5000/app'],
    ['a registry with a port, and a tag', 'registry.example:5000/app:v1', 'registry.example:5000/app'],
    ['nothing', '', ''],
  ])('reads %s', (_name, image, repository) => {
    expect(repositoryOf(image)).toBe(repository);
  });
});

describe('isPinned', () => {
  it.each([
    ['a digest', `app@${DIGEST}`, true],
    ['a tag and a digest', `app:v1@${DIGEST}`, true],
    ['a tag', 'app:v1', false],
    ['a digest of another algorithm', `app@sha512:${'a'.repeat(128)}`, false],
    ['a digest in capitals', `app@sha256:${'A'.repeat(64)}`, false],
    ['a digest alone', `@${DIGEST}`, false],
    ['two digests', `app@${DIGEST}@${DIGEST}`, false],
    ['a line break after the digest', `app@${DIGEST}\n`, false],
  ])('judges %s', (_name, image, pinned) => {
    expect(isPinned(image)).toBe(pinned);
  });
});
