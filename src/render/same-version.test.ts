import { describe, expect, it } from '@jest/globals';
import { type OverlayPair } from '../overlays/load.ts';
import { versionProblems } from './same-version.ts';

const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;

function pair(environment: string, version: string, images: OverlayPair['release']['images'], system = 'shop'): OverlayPair {
  const release = { version, images } as OverlayPair['release'];
  return { system, environment, release, files: [`overlays/${system}/${environment}.yaml`, `overlays/${system}/${environment}.release.yaml`], releaseSourceOf: () => ({ file: `overlays/${system}/${environment}.release.yaml`, line: 9, column: 13 }) } as unknown as OverlayPair;
}

describe('an image of one version', () => {
  const app = (digit: string, version?: string) => ({ app: { name: 'ghcr.io/acme/shop-app', digest: digest(digit), ...(version === undefined ? {} : { version }) } });

  const accepted: Record<string, OverlayPair[]> = {
    'the same everywhere': [pair('dev', 'v1', app('a')), pair('production', 'v1', app('a'))],
    'another of another version': [pair('dev', 'v2', app('b')), pair('production', 'v1', app('a'))],
    'another of another version of its own': [pair('dev', 'v1', app('b', 'v0')), pair('production', 'v1', app('a'))],
    'another of another system': [pair('dev', 'v1', app('b'), 'pay'), pair('dev', 'v1', app('a'))],
  };
  for (const [what, pairs] of Object.entries(accepted)) it(`may be ${what}`, () => expect(versionProblems(pairs)).toEqual([]));

  it('is refused where it is two programs, with both files and the line', () => {
    const problems = versionProblems([pair('dev', 'v1', app('a')), pair('production', 'v2', app('b', 'v1'))]);
    expect(problems).toEqual([expect.objectContaining({ file: 'overlays/shop/production.release.yaml', line: 9, column: 13, path: 'images.app.digest', message: expect.stringContaining('overlays/shop/dev.release.yaml') })]);
    expect(problems[0]!.fix).toContain(digest('a'));
  });
});
