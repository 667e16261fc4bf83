import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { load } from 'js-yaml';
import { UserError } from '../../src/kernel/problem.ts';
import { fetchTextFrom } from './fetch-text.ts';
import { isSourceFolder, readFolder } from './folder.ts';
import { generate } from './generate.ts';
import { fetchSources } from './online.ts';
import type { Sources } from './sources.ts';
import { changes, write } from './write.ts';

const HELP = `Writes imports/: types and classes of the core kinds and the custom resources.

  npm run imports                    from ../shared when it is there, else online
  npm run imports -- --from DIR      from DIR/schemas and DIR/crds
  npm run imports -- --online        from the addresses under imports in cdk8s.yaml
  npm run imports -- --mirror URL    online, with URL in place of https://raw.githubusercontent.com
  npm run imports -- --check         write nothing; exit 1 when imports/ is stale
  npm run imports -- --root DIR      write below DIR instead of here
`;

/** Runs the generator: 0 done, 1 stale under `--check`, 2 could not do it. */
export async function main(args: readonly string[]): Promise<number> {
  try {
    return await run(args);
  } catch (error) {
    if (!(error instanceof UserError) && !isUsageError(error)) throw error;
    process.stderr.write(`error: ${error.message}\n`);
    return 2;
  }
}

async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const root = path.resolve(values.root ?? '.');
  const files = generate(await readSources(root, values));
  const list = values.check ? changes(root, files) : write(root, files);
  for (const { file, what } of list) process.stdout.write(`${what.padEnd(8)}${file}\n`);
  const bytes = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  process.stderr.write(`${files.size} files, ${Math.round(bytes / 1024)} KiB, ${list.length} ${values.check ? 'stale' : 'written'}\n`);
  return values.check && list.length > 0 ? 1 : 0;
}

const OPTIONS = {
  from: { type: 'string' },
  online: { type: 'boolean' },
  mirror: { type: 'string' },
  check: { type: 'boolean' },
  root: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;

async function readSources(root: string, { from, online, mirror }: { from?: string; online?: boolean; mirror?: string }): Promise<Sources> {
  const shared = path.join(root, '..', 'shared');
  if (from !== undefined) return readFolder(from);
  if (!online && mirror === undefined && isSourceFolder(shared)) return readFolder(shared);
  return fetchSources(importsOf(path.join(root, 'cdk8s.yaml')), fetchTextFrom(mirror));
}

/** The list under `imports` in cdk8s.yaml. */
function importsOf(file: string): readonly string[] {
  if (!existsSync(file)) throw new UserError({ file: 'cdk8s.yaml', message: 'there is no such file to take the list of imports from' });
  const config = load(readFileSync(file, 'utf8')) as { imports?: unknown } | null | undefined;
  const imports = config?.imports;
  if (Array.isArray(imports) && imports.every((entry) => typeof entry === 'string')) return imports;
  throw new UserError({ file: 'cdk8s.yaml', path: 'imports', message: 'must be a list of addresses', allowed: 'k8s@1.36.0 and https addresses' });
}

function isUsageError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');
}
