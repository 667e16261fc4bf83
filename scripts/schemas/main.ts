import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '../../src/kernel/problem.ts';
import { readSources } from './definitions.ts';
import { generate } from './generate.ts';

const HELP = `Writes imports/schemas/: the schema packs of Kubernetes' kinds and the custom resources.

  npm run imports:schemas                 from ../shared
  npm run imports:schemas -- --from DIR   from DIR/schemas and DIR/crds
  npm run imports:schemas -- --check      write nothing; exit 1 when a pack is stale
`;

/** Runs the generator: 0 done, 1 stale under `--check`, 2 could not do it. */
export function main(args: readonly string[]): number {
  try {
    return run(args);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`error: ${error.message}\n`);
    return 2;
  }
}

function run(args: readonly string[]): number {
  const { values } = parseArgs({ args: [...args], options: { from: { type: 'string' }, check: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const root = path.resolve('imports', 'schemas');
  const files = generate(readSources(values.from ?? path.resolve('..', 'shared')));
  const stale = staleFiles(root, files);
  for (const file of stale) process.stdout.write(`imports/schemas/${file}\n`);
  const bytes = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  process.stderr.write(`${files.size} packs, ${Math.round(bytes / 1024)} KiB, ${stale.length} ${values.check ? 'stale' : 'written'}\n`);
  if (values.check) return stale.length > 0 ? 1 : 0;
  for (const file of stale) {
    const onDisk = path.join(root, file);
    const text = files.get(file);
    if (text === undefined) rmSync(onDisk);
    else {
      mkdirSync(path.dirname(onDisk), { recursive: true });
      writeFileSync(onDisk, text);
    }
  }
  return 0;
}

/** The packs that differ from those on disk: new, changed, or there no longer. */
export function staleFiles(root: string, files: ReadonlyMap<string, string>): readonly string[] {
  const onDisk = existsSync(root) ? readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => name.split(path.sep).join('/')).filter((name) => name.endsWith('.pack')) : [];
  const changed = [...files].filter(([file, text]) => !onDisk.includes(file) || readFileSync(path.join(root, file), 'utf8') !== text).map(([file]) => file);
  return [...changed, ...onDisk.filter((file) => !files.has(file))].sort();
}
