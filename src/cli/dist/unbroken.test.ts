import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Runs something in a process that is told to end while it does so. */
function ended(signal: string, body: string): { readonly by: string | null; readonly wrote: string } {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-unbroken-'));
  const file = join(folder, 'wrote');
  const script = `
    const { transformSync } = require(${JSON.stringify(require.resolve('@swc/core'))});
    const { readFileSync, appendFileSync } = require('node:fs');
    const module_ = { exports: {} };
    new Function('module', 'exports', transformSync(readFileSync(${JSON.stringify(resolve(__dirname, 'unbroken.ts'))}, 'utf8'), { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }).code)(module_, module_.exports);
    const { unbroken } = module_.exports;
    const write = (text) => appendFileSync(${JSON.stringify(file)}, text);
    const signal = () => process.kill(process.pid, ${JSON.stringify(signal)});
    ${body}
  `;
  const { signal: by } = spawnSync(process.execPath, ['-e', script]);
  let wrote = '';
  try {
    wrote = readFileSync(file, 'utf8');
  } catch {
    // Nothing.
  }
  rmSync(folder, { recursive: true });
  return { by, wrote };
}

describe('what no signal breaks off', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('is done to its end, and the process ends by it: %s', (signal) => {
    expect(ended(signal, "unbroken(() => { write('a'); signal(); write('b'); }); setTimeout(() => write('late'), 200);")).toEqual({ by: signal, wrote: 'ab' });
  });

  it('is not more than that: a signal afterwards ends the process at once', () => {
    expect(ended('SIGTERM', "unbroken(() => write('a')); unbroken(() => write('b')); setTimeout(() => { signal(); write('late'); }, 50);")).toEqual({ by: 'SIGTERM', wrote: 'ab' });
  });

  it('fails as it would', () => {
    expect(ended('SIGTERM', "try { unbroken(() => { throw new Error('x'); }); } catch { write('caught'); }")).toEqual({ by: null, wrote: 'caught' });
  });
});
