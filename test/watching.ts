import { closeSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { type Running } from './cli-project.ts';
import { IncrementalWorld, prepared } from './incremental-world.ts';

/** What a render makes of `size` in an overlay that says so. */
const SIZE = /size: "(\d+)"/;

/** A project under `slipway synth --watch`, and every value of one manifest that was ever seen. */
export class Watching {
  readonly world: IncrementalWorld;
  readonly seen: string[] = [];
  readonly #running: Running;
  #said = '';
  #ended = false;
  readonly #looking: Promise<void>;

  private constructor(world: IncrementalWorld, options: readonly string[]) {
    this.world = world;
    this.#running = world.project.startSlipway(['synth', '--watch', ...options]);
    this.#running.child.stdout!.on('data', (text: string) => (this.#said += text));
    this.#looking = this.#look();
  }

  /** Starts, and waits for the first render to be told of. */
  static async start(seed: number, options: readonly string[] = []): Promise<Watching> {
    const watching = Watching.begin(prepared(new IncrementalWorld(seed)), options);
    await watching.until(() => watching.seen.at(-1) === '10' && watching.said.endsWith('\n'), 'the first render');
    return watching;
  }

  /** Starts in a world as it is. */
  static begin(world: IncrementalWorld, options: readonly string[] = []): Watching {
    return new Watching(world, options);
  }

  /** All that was said on stdout. */
  get said(): string {
    return this.#said;
  }

  /** Saves the overlay with this size: as a whole, by renaming, or in two steps of which the first makes sense, too. */
  async save(size: number, way: 'whole' | 'rename' | 'halves'): Promise<void> {
    const file = this.world.project.path('overlays/alpha/dev.yaml');
    const text = `schema: slipway.overlay/v1\nsize: ${size}\n`;
    if (way === 'rename') {
      writeFileSync(`${file}~`, text);
      renameSync(`${file}~`, file);
    } else if (way === 'whole') {
      writeFileSync(file, text);
    } else {
      const descriptor = openSync(file, 'w');
      const half = text.length - 2;
      writeSync(descriptor, text.slice(0, half));
      await pause(10);
      writeSync(descriptor, text.slice(half));
      closeSync(descriptor);
    }
  }

  /** Waits until something holds. */
  async until(holds: () => boolean, what: string, patience = 60_000): Promise<void> {
    for (const end = Date.now() + patience; !holds(); await pause(5)) {
      if (Date.now() > end || this.#ended) throw new Error(`${what} never came; said:\n${this.#said}\nseen: ${this.seen.slice(-5).join(' ')}`);
    }
  }

  /** Waits for a manifest to hold a text. */
  async untilRendered(text: string, file = 'dev/alpha/ConfigMap-map-0.yaml'): Promise<void> {
    await this.until(() => this.world.dist.get(file)?.includes(text) === true, text);
  }

  /** Closes what it is read through, and waits for its end. */
  async unheard(): Promise<number | null> {
    this.#ended = true;
    await this.#looking;
    this.#running.child.stdout!.destroy();
    await this.save(11, 'whole');
    const { code } = await this.#running.outcome;
    this.world.project.remove();
    return code;
  }

  async stop(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP' = 'SIGINT'): Promise<number | null> {
    this.#running.child.kill(signal);
    const { code } = await this.#running.outcome;
    this.#ended = true;
    await this.#looking;
    this.world.project.remove();
    return code;
  }

  async #look(): Promise<void> {
    for (; !this.#ended; await pause(3)) {
      let text: string;
      try {
        text = readFileSync(this.world.project.path('dist/dev/alpha/ConfigMap-map-0.yaml'), 'utf8');
      } catch {
        continue;
      }
      const size = SIZE.exec(text)?.[1] ?? 'none';
      if (size !== this.seen.at(-1)) this.seen.push(size);
    }
  }
}
