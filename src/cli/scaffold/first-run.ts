import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Voice } from '../terminal.ts';

/**
 * Runs `slipway schemas` and `slipway synth` in a repository whose sources have just changed: this
 * process runs what was built before. What they say goes to the talk.
 *
 * @returns whether the repository is rendered; false, too, where slipway is not installed in it yet
 */
export function firstRun(root: string, talk: Voice): boolean {
  const entry = [join(root, 'node_modules', 'slipway', 'bin', 'slipway'), join(root, 'bin', 'slipway')].find((file) => existsSync(file));
  if (entry === undefined) return false;
  for (const command of ['schemas', 'synth']) {
    // The types are checked by the next command that a person runs; the compiler may not be installed yet.
    const { status, stdout, stderr } = spawnSync(process.execPath, [entry, command, '--no-typecheck', '-o', 'text'], { cwd: root, encoding: 'utf8' });
    talk.write(`${stdout}${stderr}`);
    if (status !== 0) return false;
  }
  return true;
}
