import { cacheFolder, clearCache } from '../cache/cache-folder.ts';
import { type Call, type Command, type ExitCode } from '../command.ts';
import { explainingIo } from '../dist/io-failure.ts';
import { projectOf } from '../place.ts';

/** Forgets what was rendered. */
export const command: Command = {
  operands: [{ name: 'action', describe: 'clear: forget what was rendered', choices: ['clear'] }],
  examples: [{ line: 'slipway cache clear', does: 'let the next synth render everything anew' }],
  details: 'What is remembered lies in .slipway/cache, at most 256 MiB of it. Nothing but time depends on it.',
  run: cache,
};

function cache({ output, place, terminal: { answer } }: Call<object>): ExitCode {
  const root = projectOf(place);
  explainingIo(root, () => clearCache(root));
  answer.write(output === 'json' ? `${JSON.stringify({ schema: 'slipway.cache/v1', outcome: 'cleared' }, null, 2)}\n` : `${cacheFolder(root).slice(root.length + 1)} is empty\n`);
  return 0;
}
