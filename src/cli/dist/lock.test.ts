import { describe, expect, it } from '@jest/globals';
import { existsSync, readlinkSync, symlinkSync, unlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../kernel/problem.ts';
import { holdLock, type LockOptions } from './lock.ts';
import { inFolder, tree } from './test-support.ts';

function withLock<Result>(path: string, options: LockOptions, run: () => Result): Result {
  const release = holdLock(path, options);
  try {
    return run();
  } finally {
    release();
  }
}

describe('the lock', () => {
  it('is held while something runs, and gone afterwards, even when that fails', inFolder((folder) => {
    const path = join(folder, '.slipway/synth.lock');
    expect(withLock(path, {}, () => readlinkSync(path))).toMatch(new RegExp(`^${process.pid}@`));
    expect(() =>
      withLock(path, {}, () => {
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(tree(folder)).toEqual({ '.slipway/': '' });
  }));

  it('is waited for while its holder lives, for so long, saying so once', inFolder((folder) => {
    const path = join(folder, 'lock');
    const said: string[] = [];
    withLock(path, {}, () => {
      expect(() => withLock(path, { patience: 100, onWait: (holder) => said.push(holder) }, () => 0)).toThrow(UserError);
    });
    expect(said).toEqual([`${process.pid}@${hostname()}`]);
    expect(existsSync(path)).toBe(false);
  }));

  it('is waited for when it is another machine\'s, of whose processes nothing is known', inFolder((folder) => {
    const path = join(folder, 'lock');
    symlinkSync('999999999@elsewhere.example:abcdef', path);
    expect(() => withLock(path, { patience: 50 }, () => 0)).toThrow('rm ');
  }));

  it('is taken over from a process that is gone', inFolder((folder) => {
    const path = join(folder, 'lock');
    symlinkSync(`999999999@${hostname()}:abcdef`, path);
    expect(withLock(path, { patience: 0 }, () => 'run')).toBe('run');
    expect(tree(folder)).toEqual({});
  }));

  it('is taken over when nobody can read who holds it', inFolder((folder) => {
    const path = join(folder, 'lock');
    symlinkSync('what is this', path);
    expect(withLock(path, { patience: 0 }, () => 'run')).toBe('run');
  }));

  it('is left to whoever took it over', inFolder((folder) => {
    const path = join(folder, 'lock');
    withLock(path, {}, () => {
      unlinkSync(path);
      symlinkSync('1@other:abcdef', path);
    });
    expect(readlinkSync(path)).toBe('1@other:abcdef');
  }));
});
