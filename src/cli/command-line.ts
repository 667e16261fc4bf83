import { shellWord } from '../kernel/shell-word.ts';
import { type Command } from './command.ts';

/**
 * The command line that was run, with more words, for the reader to type: `npx slipway publish --env
 * staging --install`. A word that a shell would take apart is quoted; one that may hold a password, or cannot be
 * shown as it is, stands as `...`.
 *
 * @param argv words after node and the script
 */
export function commandLine(more: string, argv: readonly string[] = process.argv.slice(2)): string {
  // What follows two dashes is no option.
  const end = argv.indexOf('--');
  const [words, rest] = end === -1 ? [argv, []] : [argv.slice(0, end), argv.slice(end)];
  return ['npx slipway', ...words.map(shownWord), ...(more === '' ? [] : [more]), ...rest.map(shownWord)].join(' ');
}

/** What somebody typed, so that lines for them to type next keep what they said. */
export interface Typed {
  /**
   * A text, with what was typed: a command of slipway in it gets the options of this call that it takes, too; options
   * alone, of a call that has such, become the whole line of this call with these options in it.
   */
  complete(text: string): string;
}

/** Options as they were typed: by the name commander gives them, without those that variables or defaults say. */
export type TypedOptions = Readonly<Record<string, unknown>>;

/**
 * What was typed.
 *
 * @param name of the command
 * @param argv words after node and the script
 */
export function typedLine(name: string, command: Pick<Command<never>, 'options'>, options: TypedOptions, argv: readonly string[]): Typed {
  const flags = (command.options ?? []).map((flag) => ({ ...flag, long: longOf(flag.flags), takesValue: flag.flags.includes(' ') }));
  const kept = flags.filter(({ carriedTo }) => carriedTo !== undefined).flatMap(({ long, carriedTo, takesValue }) => {
    const value = options[camelCase(long)];
    if (value === undefined || value === false) return [];
    return [{ long, to: carriedTo!, words: takesValue ? `${long} ${shownWord(Array.isArray(value) ? value.join(',') : String(value))}` : long }];
  });
  const keeps = flags.some(({ carriedTo }) => carriedTo !== undefined);

  const withKept = (text: string): string =>
    text.replace(COMMAND, (line, target: string, said: string) => {
      const more = kept.filter(({ long, to }) => to.includes(target) && !new RegExp(` ${long}(?![\\w-])`).test(said)).map(({ words }) => ` ${words}`);
      return `${line}${more.join('')}`;
    });

  const whole = (text: string): string => {
    const [, head = '', tail = ''] = /^(.*?)((?:[,;]\s| {2}).*)?$/s.exec(text)!;
    const said = [...head.matchAll(/(?:^| )(--[a-z][a-z-]*)/g)].map(([, long]) => long!);
    const replaced = flags.filter(({ long }) => said.includes(long));
    // Of an option of another command, or of several values of which one is wrong, nobody knows what the line should be.
    if (replaced.length < said.length || replaced.some(({ long, repeatable }) => repeatable === true && [options[camelCase(long)] ?? []].flat().length > 1)) return text;
    return `${commandLine(head, without(argv, replaced))}${tail}`;
  };

  return { complete: (text) => (keeps && text.startsWith('--') && argv[0] === name ? withKept(whole(text)) : withKept(text)) };
}

/** A command of slipway in a text: up to a bracket, a comma or semicolon before a space, or `or`. */
const COMMAND = /\bnpx slipway ([a-z]+)((?: (?!or\b|&&)(?:"[^"\n]*"|'[^'\n]*'|[^\s;,"'()]|,(?=\S))+)*)/g;

/** The words without some options and their values. */
function without(argv: readonly string[], flags: readonly { readonly long: string; readonly takesValue: boolean }[]): string[] {
  const left: string[] = [];
  const end = argv.includes('--') ? argv.indexOf('--') : argv.length;
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index]!;
    const flag = index < end ? flags.find(({ long }) => word === long || word.startsWith(`${long}=`)) : undefined;
    if (flag === undefined) left.push(word);
    else if (flag.takesValue && word === flag.long) index += 1;
  }
  return left;
}

/** A word as it may be shown: an address may hold a password. */
function shownWord(word: string): string {
  const [, user] = /:\/\/([^/?#]*)@/.exec(word) ?? [];
  const isOpen = user !== undefined && (user.includes(':') || !/(^|=)ssh:\/\//i.test(word));
  return isOpen || /[\p{Cc}\p{Cf}\u2028\u2029]/u.test(word) || (word.includes('://') && /[?#]/.test(word)) ? '...' : shellWord(word);
}

function longOf(flags: string): string {
  return /--[a-z][a-z-]*/.exec(flags)![0];
}

function camelCase(long: string): string {
  return long.slice(2).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
