import { describe, expect, it } from '@jest/globals';
import { openProgress } from './progress.ts';

/** What is shown of a hundred pairs, a tenth of a second each. */
function shown(options: { isTTY?: boolean; env?: Record<string, string>; quiet?: boolean; each?: number }): string[] {
  const texts: string[] = [];
  let time = 0;
  const progress = openProgress('pairs', { quiet: options.quiet ?? false, env: options.env ?? {}, stream: { isTTY: options.isTTY ?? true, write: (text) => texts.push(text) }, now: () => time });
  for (let done = 1; done <= 100; done += 1) {
    time += options.each ?? 100;
    progress.step(done, 100);
  }
  progress.end();
  return texts;
}

describe('progress', () => {
  it('shows how many, how quickly and how long still, from the first second on, and takes it away', () => {
    const texts = shown({});
    expect(texts[0]).toBe('\r\x1b[2K10 of 100 pairs, 10 a second, 9 s left');
    expect(texts.at(-1)).toBe('\r\x1b[2K');
  });

  it('is not shown where it is over within a second', () => {
    expect(shown({ each: 9 })).toEqual([]);
  });

  it.each([
    ['nobody watches', { isTTY: false }],
    ['a CI engine watches', { env: { CI: 'true' } }],
    ['the terminal cannot', { env: { TERM: 'dumb' } }],
    ['it is to be quiet', { quiet: true }],
  ])('is not shown where %s', (_where, options) => {
    expect(shown(options)).toEqual([]);
  });
});
