/**
 * The command line that was run, with more words, for the reader to type: `npx slipway publish --env
 * staging --install`. Where a word is one that a shell would not take as it is, the options are left out.
 *
 * @param argv words after node and the script
 */
export function commandLine(more: string, argv: readonly string[] = process.argv.slice(2)): string {
  const isPlain = (word: string): boolean => /^[A-Za-z0-9_@%+=:,./-]+$/.test(word);
  const words = argv.every(isPlain) ? argv : [...argv.slice(0, 1).filter(isPlain), '...'];
  // What follows two dashes is no option.
  const end = words.indexOf('--');
  return ['npx slipway', ...(end === -1 ? [...words, more] : [...words.slice(0, end), more, ...words.slice(end)])].join(' ');
}
