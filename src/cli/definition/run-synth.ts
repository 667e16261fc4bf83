import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Git, neutral } from '../../delivery/git/git.ts';
import { type Problem, UserError } from '../../kernel/problem.ts';
import { bundleKey, openBundleCache } from './bundle-cache.ts';

/** A definition that lies in a folder, with its packages. */
export interface LaidOut {
  readonly folder: string;
  /** The project whose repository holds it; what is built of it is kept there. */
  readonly root: string;
  readonly git: Git;
  readonly definition: string;
}

/**
 * Runs the `slipway synth` of a definition in its folder, into its `dist`.
 *
 * @throws UserError with the problems that it found, each naming the definition
 */
export async function runSynth({ folder, root, git, definition }: LaidOut, pair: { readonly environment: string; readonly system: string }): Promise<void> {
  const cache = openBundleCache(join(root, '.slipway', 'definitions', 'bundles'));
  const key = await bundleKey(git, definition, folder);
  if (!existsSync(join(folder, '.slipway', 'bundle'))) cache.restore(folder, key);
  await start(folder, definition, pair);
  cache.keep(folder, key);
}

function start(folder: string, definition: string, { environment, system }: { readonly environment: string; readonly system: string }): Promise<void> {
  const entry = ['bin/slipway', 'node_modules/slipway/bin/slipway'].map((file) => join(folder, file)).find((file) => existsSync(file));
  if (entry === undefined) throw new UserError({ message: `the definition ${definition.slice(0, 12)} has no slipway among its packages`, fix: 'promote a definition that has' });
  const words = [entry, 'synth', '--env', environment, '--system', system, '--outdir', 'dist', '--no-typecheck', '-o', 'json'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, words, { cwd: folder, env: plain(), timeout: 300_000, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      if (error === null) resolve();
      else reject(new UserError(problemsOf(stdout, stderr, definition), { cause: error }));
    });
  });
}

/** What was said to this command must not be said to that one. */
function plain(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('SLIPWAY_') && !name.startsWith('CDK8S_')));
}

/** Problems of a definition that is not the one that is checked out. */
export function problemsAt(problems: readonly Problem[], definition: string): Problem[] {
  return problems.map((problem) => ({ ...problem, message: `${problem.message} (at ${definition.slice(0, 12)})` }));
}

function problemsOf(stdout: string, stderr: string, definition: string): Problem[] {
  try {
    const { problems } = JSON.parse(stdout) as { problems: Problem[] };
    if (problems.length > 0) return problemsAt(problems, definition);
  } catch {
    // It ended before it could answer; what it said is all there is.
  }
  return [{ message: `slipway synth failed at ${definition.slice(0, 12)}: ${neutral(stderr).split('\n').slice(-5).join('; ')}` }];
}
