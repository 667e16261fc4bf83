import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { problemsText } from '../../reports/problems-text.ts';
import { PLAIN } from '../../reports/style.ts';
import { type Call, type ExitCode } from '../command.ts';
import { Replaced } from '../dist/replaced.ts';
import { readSchemas } from '../validate/read-schemas.ts';
import { compareChanged } from './compare-changed.ts';
import { foldersToWatch } from './folders-to-watch.ts';
import { RenderProcess } from './render-process.ts';
import { answerOf, type SynthAnswer, wrong } from './synth-answer.ts';
import { WatchedFolders } from './watched-folders.ts';
import { WatchVoice } from './watch-voice.ts';

/** Milliseconds without any change before a render begins: an editor writes a file in several steps. */
const QUIET = 60;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Renders whenever something changes that a render reads, until somebody ends it. Each render is a process of
 * its own: it takes the short way, sees all sources anew, and whatever goes wrong in it ends nothing but itself.
 *
 * @param words options for `slipway synth`
 * @throws UserError where the operating system will watch no more
 */
export function watchSynth(call: Pick<Call<object>, 'terminal' | 'output' | 'place'>, root: string, words: readonly string[]): Promise<ExitCode> {
  return new Promise((finish, fail) => new Watch(call, root, words, () => finish(0), fail).begin());
}

class Watch {
  readonly #talk: Call<object>['terminal']['talk'];
  readonly #root: string;
  readonly #words: readonly string[];
  readonly #finish: () => void;
  readonly #fail: (error: unknown) => void;
  readonly #folders = new WatchedFolders(() => this.#changed());
  readonly #replaced: Replaced;
  readonly #voice: WatchVoice;
  #timer: NodeJS.Timeout | undefined;
  #render: RenderProcess | undefined;
  #isOver = false;
  /** Whether something changed that no render has read yet. */
  #isStale = false;
  /** Whether somebody waits for the next answer, and since when. */
  #isAsked = true;
  #askedAt = performance.now();
  #wrongFiles: readonly string[] = [];

  constructor({ terminal, output, place }: Pick<Call<object>, 'terminal' | 'output' | 'place'>, root: string, words: readonly string[], finish: () => void, fail: (error: unknown) => void) {
    this.#talk = terminal.talk;
    this.#root = root;
    this.#words = words;
    this.#finish = finish;
    this.#fail = fail;
    this.#replaced = new Replaced(root);
    const schemas = readSchemas(place.packageRoot);
    this.#voice = new WatchVoice({ terminal, output }, (synth) => compareChanged(synth, { root, replaced: this.#replaced, schemas, isPlaced: output === 'json' }));
  }

  begin(): void {
    for (const signal of SIGNALS) process.on(signal, this.#stop);
    // Whoever read the answers is gone: nobody waits for another one.
    process.stdout.on('error', this.#stop);
    this.#next();
    if (!this.#isOver) this.#talk.write(this.#talk.style.faint(`watching ${this.#folders.count} folders of overlays and sources; Ctrl-C ends it\n`));
  }

  #changed(): void {
    if (!this.#isAsked) this.#askedAt = performance.now();
    this.#isAsked = true;
    this.#later();
  }

  #later(): void {
    this.#isStale = true;
    clearTimeout(this.#timer);
    this.#timer = this.#render === undefined && !this.#isOver ? setTimeout(() => this.#next(), QUIET) : undefined;
  }

  #next(): void {
    this.#attempt(() => {
      const asked = { is: this.#isAsked, at: this.#askedAt };
      this.#isStale = false;
      this.#isAsked = false;
      // Before anything is read: what changes from now on makes another render.
      this.#look();
      const away = this.#whatIsAway();
      if (away !== undefined) return this.#answered(away, asked);
      this.#render = new RenderProcess(this.#root, this.#words, (end) => {
        this.#render = undefined;
        if (this.#isOver) this.#ended();
        else this.#attempt(() => this.#answered(answerOf(end), asked));
      });
    });
  }

  #answered(answer: SynthAnswer, asked: { readonly is: boolean; readonly at: number }): void {
    this.#wrongFiles = answer.kind === 'wrong' ? answer.files : [];
    const isNewlyWatched = this.#look();
    if (isNewlyWatched || this.#isStale) this.#later();
    if (answer.kind === 'wrong' && this.#isStale) {
      // It may be half of what is being written. Who waits for an answer gets that of the next one.
      if (!this.#isAsked) this.#askedAt = asked.at;
      this.#isAsked ||= asked.is;
      return;
    }
    this.#voice.tell(answer, asked.at, asked.is);
    if (answer.kind === 'written') this.#replaced.forget();
  }

  /** Without these two, the render would look for a project further up. */
  #whatIsAway(): SynthAnswer | undefined {
    const problems = ['cdk8s.yaml', 'src/main.ts'].filter((file) => !existsSync(join(this.#root, file))).map((file) => ({ file, message: 'is not there; what renders goes on when it is back' }));
    return problems.length === 0 ? undefined : wrong(problems, problemsText(problems, 'dist is as it was', PLAIN));
  }

  #look(): boolean {
    return this.#folders.sync(foldersToWatch(this.#root, this.#wrongFiles));
  }

  #attempt(run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#fail(error);
      this.#stop();
    }
  }

  readonly #stop = (): void => {
    this.#over();
    if (this.#render === undefined) this.#ended();
    else this.#render.end();
  };

  #over(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#folders.close();
  }

  #ended(): void {
    for (const signal of SIGNALS) process.off(signal, this.#stop);
    process.stdout.off('error', this.#stop);
    this.#replaced.close();
    this.#finish();
  }
}
