import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ALONE } from '../../git/test-support/git-folder.ts';
import { type PublishResult } from '../publish-result.ts';
import { type Orders } from './publisher-process.ts';

/** A process that publishes. */
export interface Publisher {
  readonly pid: number;
  readonly ended: Promise<{ readonly code: number | null; readonly result: PublishResult | undefined; readonly said: string }>;
  /** Ends it at once. */
  kill(): void;
}

/** Makes the program that {@link startPublisher} starts, in a folder. */
export async function buildPublisher(folder: string): Promise<string> {
  const outfile = join(folder, 'publisher.js');
  await build({ entryPoints: [join(__dirname, 'publisher-process.ts')], outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'error' });
  return outfile;
}

/** Starts a process that publishes. */
export function startPublisher(program: string, orders: Orders): Publisher {
  const child = spawn(process.execPath, [program, JSON.stringify(orders)], { env: ALONE, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  return {
    pid: child.pid!,
    ended: new Promise((done) => child.on('close', (code) => done({ code, said, result: stdout === '' ? undefined : (JSON.parse(stdout) as PublishResult) }))),
    kill: () => child.kill('SIGKILL'),
  };
}
