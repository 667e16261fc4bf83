import { describe, expect, it } from '@jest/globals';
import { imagePullPolicyOf } from './image-pull-policy.ts';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const ALWAYS: Record<string, string> = {
  'a name alone': 'nginx',
  'the tag latest': 'nginx:latest',
  'a registry with a port': 'registry.example:5000/team/app',
  'latest and a digest': `nginx:latest@${DIGEST}`,
};
const IF_NOT_PRESENT: Record<string, unknown> = {
  'a tag': 'nginx:1.27',
  'a digest': `nginx@${DIGEST}`,
  'a tag and a digest': `nginx:1@${DIGEST}`,
  'a registry with a port and a tag': 'registry.example:5000/team/app:1',
  'no text': undefined,
  'an empty text': '',
  'capitals in a name': 'Nginx',
  'a blank': ' nginx',
  'a broken digest': 'nginx@sha256:12',
  'an identifier': '0123456789abcdef'.repeat(4),
};

describe('imagePullPolicyOf', () => {
  it.each(Object.entries(ALWAYS))('pulls always: %s', (_name, image) => expect(imagePullPolicyOf(image)).toBe('Always'));
  it.each(Object.entries(IF_NOT_PRESENT))('pulls what is not there: %s', (_name, image) => expect(imagePullPolicyOf(image)).toBe('IfNotPresent'));
});
