import { COLOURED, PLAIN, type Style } from '../reports/style.ts';

/** One of the two streams a command speaks on. */
export interface Voice {
  readonly style: Style;
  write(text: string): void;
}

/** stdout is the answer, stderr is talk. */
export interface Terminal {
  readonly answer: Voice;
  readonly talk: Voice;
}

/** The terminal of this process. */
export function openTerminal(): Terminal {
  return { answer: voice(process.stdout), talk: voice(process.stderr) };
}

/**
 * Whether text on a stream is coloured: FORCE_COLOR, else NO_COLOR, else whether a person watches.
 *
 * @see https://no-color.org
 */
export function isColoured(env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: term } = env;
  if (force !== undefined) return force !== '0' && force !== 'false';
  if (no !== undefined && no !== '') return false;
  return isTerminal && term !== 'dumb';
}

function voice(stream: NodeJS.WriteStream): Voice {
  return {
    style: isColoured(process.env, stream.isTTY) ? COLOURED : PLAIN,
    write: (text) => void stream.write(text),
  };
}
