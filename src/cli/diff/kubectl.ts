import { spawn } from 'node:child_process';
import { neutral } from '../../delivery/git/git.ts';
import { UserError } from '../../kernel/problem.ts';

/** What a run of kubectl came to. */
export interface KubectlAnswer {
  readonly isDone: boolean;
  readonly stdout: string;
  /** What it said, without credentials and control characters. */
  readonly said: string;
}

const MOST_BYTES = 268_435_456;
const TIMEOUT = 120_000;

/**
 * Runs kubectl, which speaks to the cluster as its own configuration says.
 *
 * @throws UserError where it is not installed, takes too long or answers too much
 */
export function kubectl(words: readonly string[]): Promise<KubectlAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn('kubectl', words, { stdio: ['ignore', 'pipe', 'pipe'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), TIMEOUT);
    const stdout: Buffer[] = [];
    let length = 0;
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > MOST_BYTES) child.kill('SIGKILL');
      else stdout.push(chunk);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-20_000)));
    child.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      reject(error.code === 'ENOENT' ? new UserError({ message: 'kubectl is not installed, and --live asks a cluster through it', fix: 'install kubectl, or compare with what is published: slipway diff --gitops' }, { cause: error }) : error);
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (signal !== null) reject(new UserError({ message: length > MOST_BYTES ? 'kubectl answered more than can be read' : 'kubectl took too long and was ended', fix: '--system <name> --env <name>   (to ask for less)' }));
      else resolve({ isDone: code === 0, stdout: Buffer.concat(stdout).toString('utf8'), said: neutral(stderr) });
    });
  });
}
