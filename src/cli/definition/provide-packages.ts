import { execFile } from 'node:child_process';
import { existsSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { neutral } from '../../delivery/git/git.ts';
import { UserError } from '../../kernel/problem.ts';
import { commandLine } from '../command-line.ts';

/**
 * Gives a former definition its packages: the installed ones when it locks the very same, else its
 * own, which is a matter of the network and done only when asked for.
 *
 * @throws UserError when they are others and may not be installed
 */
export async function providePackages(root: string, folder: string, definition: string, install: boolean): Promise<void> {
  const installed = installedAt(root);
  const [ours, theirs] = [lockOf(root), lockOf(folder)];
  if (installed !== undefined && ours !== undefined && theirs !== undefined && ours.equals(theirs)) {
    symlinkSync(installed, join(folder, 'node_modules'));
    return;
  }
  if (!install || theirs === undefined) {
    const why = theirs === undefined ? 'holds no package-lock.json, so nobody knows its packages' : 'locks other packages than those that are installed';
    throw new UserError({ message: `the definition ${definition.slice(0, 12)} ${why}`, fix: theirs === undefined ? 'promote a definition that has one' : `${commandLine('--install')}   (runs npm ci in a temporary folder)` });
  }
  await npmCi(folder, definition);
}

function installedAt(folder: string): string | undefined {
  const here = join(folder, 'node_modules');
  if (existsSync(here)) return realpathSync(here);
  return dirname(folder) === folder ? undefined : installedAt(dirname(folder));
}

function lockOf(folder: string): Buffer | undefined {
  const file = join(folder, 'package-lock.json');
  return existsSync(file) ? readFileSync(file) : undefined;
}

function npmCi(folder: string, definition: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // Scripts of packages would run with everything that this process may do.
    execFile('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, timeout: 600_000, maxBuffer: 64 << 20 }, (error, _stdout, stderr) => {
      if (error === null) resolve();
      else reject(new UserError({ message: `npm ci failed for the definition ${definition.slice(0, 12)}: ${neutral(stderr).split('\n').slice(-3).join('; ')}`, fix: 'mend what npm says, then run it again' }, { cause: error }));
    });
  });
}
