import { type ChildProcess, spawn } from 'node:child_process';

/** How a render ended. */
export interface RenderEnd {
  /** Absent where it was killed, or never began. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Milliseconds that a render has to end in when it is told to. */
const PATIENCE = 2000;

/** A `slipway synth -o json` under way, and all that it starts. */
export class RenderProcess {
  readonly #child: ChildProcess;
  #impatience: NodeJS.Timeout | undefined;

  /** @param words options for it */
  constructor(root: string, words: readonly string[], onEnd: (end: RenderEnd) => void) {
    const { SLIPWAY_WATCH: _, SLIPWAY_OUTPUT: _output, ...env } = process.env;
    // A group of its own, so that compilers it started end with it.
    this.#child = spawn(process.execPath, [process.argv[1]!, 'synth', '-o', 'json', ...words], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let stdout = '';
    let stderr = '';
    this.#child.stdout!.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    this.#child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    this.#child.on('error', (error) => (stderr += `${error.message}\n`));
    this.#child.on('close', (code, signal) => {
      clearTimeout(this.#impatience);
      onEnd({ code, signal, stdout, stderr });
    });
  }

  /** Ends it; what it is just writing is written to the end. Asked a second time, it is not waited for. */
  end(): void {
    if (this.#impatience !== undefined) return this.#kill('SIGKILL');
    this.#kill('SIGTERM');
    this.#impatience = setTimeout(() => this.#kill('SIGKILL'), PATIENCE);
  }

  #kill(signal: NodeJS.Signals): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, signal);
    } catch {
      // It has just ended.
    }
  }
}
