import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { neutral } from '../../delivery/git/git.ts';
import { type Problem, UserError } from '../../kernel/problem.ts';

/**
 * Runs the `slipway synth` of a definition in its folder, into its `dist`.
 *
 * @throws UserError with the problems that it found, each naming the definition
 */
export function runSynth(folder: string, definition: string, { environment, system }: { readonly environment: string; readonly system: string }): Promise<void> {
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

function problemsOf(stdout: string, stderr: string, definition: string): Problem[] {
  const at = `at ${definition.slice(0, 12)}`;
  try {
    const { problems } = JSON.parse(stdout) as { problems: Problem[] };
    if (problems.length > 0) return problems.map((problem) => ({ ...problem, message: `${problem.message} (${at})` }));
  } catch {
    // It ended before it could answer; what it said is all there is.
  }
  return [{ message: `slipway synth failed ${at}: ${neutral(stderr).split('\n').slice(-5).join('; ')}` }];
}
