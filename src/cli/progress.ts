/** A line on stderr that tells a person how far something is. */
export interface Progress {
  step(done: number, all: number): void;
  /** Takes the line away. */
  end(): void;
}

/** What progress is shown on. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Milliseconds before anything is shown, and between two showings. */
const PATIENCE = 1000;
const PAUSE = 100;

const SILENT: Progress = { step: () => undefined, end: () => undefined };

/**
 * Progress of something that may take longer than a second: how many, how many in a second, and how
 * long it will still take. Nothing is shown where nobody watches: no terminal, a CI engine, `--quiet`.
 *
 * @param what in the plural: `pairs`
 * @param now milliseconds since some moment
 */
export function openProgress(what: string, { quiet = false, stream = process.stderr, env = process.env, now = () => performance.now() }: { readonly quiet?: boolean; readonly stream?: ProgressStream; readonly env?: Readonly<Record<string, string | undefined>>; readonly now?: () => number } = {}): Progress {
  if (quiet || stream.isTTY !== true || env['TERM'] === 'dumb' || !['', '0', 'false', undefined].includes(env['CI'])) return SILENT;
  const start = now();
  let last: number | undefined;
  return {
    step(done, all) {
      const time = now();
      if (time - start < PATIENCE || (last !== undefined && time - last < PAUSE && done < all)) return;
      last = time;
      const rate = done / ((time - start) / 1000);
      stream.write(`\r\x1b[2K${done} of ${all} ${what}, ${rate < 10 ? rate.toFixed(1) : rate.toFixed(0)} a second, ${Math.ceil((all - done) / rate)} s left`);
    },
    end() {
      if (last !== undefined) stream.write('\r\x1b[2K');
      last = undefined;
    },
  };
}
