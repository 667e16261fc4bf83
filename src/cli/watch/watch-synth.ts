import { type ChildProcess, spawn } from 'node:child_process';
import { type Style } from '../../reports/style.ts';
import { watchText, type WatchedRun } from '../../reports/watch-text.ts';
import { type Call, type ExitCode } from '../command.ts';
import { foldersToWatch, WatchedFolders } from './watched-folders.ts';

/** Milliseconds without any change before a render begins: an editor writes a file in several steps. */
const QUIET = 60;

/**
 * Renders whenever something changes that a render reads, until somebody ends it. Each render is a process of
 * its own: it takes the short way, sees all sources anew, and whatever goes wrong in it ends nothing but itself.
 *
 * @param words options for `slipway synth`
 */
export function watchSynth({ terminal: { answer, talk }, output }: Pick<Call<object>, 'terminal' | 'output'>, root: string, words: readonly string[]): Promise<ExitCode> {
  return new Promise((finish, fail) => {
    let timer: NodeJS.Timeout | undefined;
    let child: ChildProcess | undefined;
    let changedAt = performance.now();
    let isStale = false;
    const folders = new WatchedFolders(() => {
      if (timer === undefined && !isStale) changedAt = performance.now();
      isStale = true;
      later();
    });
    let isOver = false;
    const end = (): void => {
      isOver = true;
      clearTimeout(timer);
      folders.close();
      child?.kill();
      for (const signal of SIGNALS) process.off(signal, stop);
    };
    const stop = (): void => {
      end();
      finish(0);
    };
    const look = (): boolean => {
      try {
        folders.sync(foldersToWatch(root));
        return true;
      } catch (error) {
        end();
        fail(error);
        return false;
      }
    };
    const later = (): void => {
      clearTimeout(timer);
      timer = child === undefined ? setTimeout(run, QUIET) : undefined;
    };
    const run = (): void => {
      timer = undefined;
      isStale = false;
      // Before anything is read: what changes from now on makes another run.
      if (!look()) return;
      child = start(root, words, (ended) => {
        child = undefined;
        if (isOver) return;
        // What this one found wrong may be half of what is being written.
        if (isStale) later();
        if (!isStale || ended.code !== 2) tell(ended);
        look();
      });
    };
    const tell = (ended: WatchedRun): void => {
      if (output === 'json') answer.write(`${ended.stdout === '' ? '{}' : JSON.stringify(JSON.parse(ended.stdout))}\n`);
      else answer.write(watchText(ended, (performance.now() - changedAt) / 1000, answer.style));
    };
    for (const signal of SIGNALS) process.on(signal, stop);
    run();
    if (!isOver) talk.write(watching(folders.count, talk.style));
  });
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

function watching(folders: number, style: Style): string {
  return style.faint(`watching ${folders} folders of overlays and sources; Ctrl-C ends it\n`);
}

function start(root: string, words: readonly string[], onEnd: (ended: WatchedRun) => void): ChildProcess {
  const { SLIPWAY_WATCH: _, SLIPWAY_OUTPUT: _output, ...env } = process.env;
  const child = spawn(process.execPath, [process.argv[1]!, 'synth', '-o', 'json', ...words], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.on('close', (code) => onEnd({ code, stdout, stderr }));
  return child;
}
