import { existsSync, readFileSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatJsonSchema, overlayJsonSchemas } from '../../overlays/json-schemas.ts';
import { type SchemaFile, schemasJson, schemasText } from '../../reports/schemas-report.ts';
import { type Call, type Command, type ExitCode } from '../command.ts';
import { explainingIo } from '../dist/io-failure.ts';
import { openStaging } from '../dist/staging.ts';
import { projectOf } from '../place.ts';

/** What `slipway schemas` can be told. */
export interface SchemasOptions {
  readonly check?: boolean;
}

/** Writes the JSON Schemas that editors complete and check overlays by. */
export const command: Command<SchemasOptions> = {
  options: [{ flags: '--check', describe: 'change nothing, exit 1 when a schema is not what would be written', variable: 'SLIPWAY_CHECK' }],
  examples: [
    { line: 'slipway schemas', does: 'write overlays/environments.schema.json and its like' },
    { line: 'slipway schemas --check', does: 'fail when one of them is not current' },
  ],
  details: 'Editors find them by the first line of a file: # yaml-language-server: $schema=./overlay.schema.json',
  run: schemas,
};

function schemas({ options: { check = false }, place, systems, output, terminal: { answer } }: Call<SchemasOptions>): ExitCode {
  const root = projectOf(place);
  return explainingIo(root, () => {
    const files = Object.entries(overlayJsonSchemas(systems))
      // A system without overlays has no place for one yet.
      .filter(([file]) => existsSync(join(root, dirname(file))))
      .map(([file, schema]): SchemaFile & { text: string } => {
        const text = formatJsonSchema(schema);
        const path = join(root, file);
        return { file, text, state: !existsSync(path) ? 'missing' : readFileSync(path, 'utf8') === text ? 'current' : 'differs' };
      });
    const changed = files.filter(({ state }) => state !== 'current');
    if (!check && changed.length > 0) write(root, changed);
    const mode = check ? 'compared' : 'written';
    answer.write(output === 'json' ? `${JSON.stringify(schemasJson(files, mode), null, 2)}\n` : schemasText(files, mode, answer.style));
    return check && changed.length > 0 ? 1 : 0;
  });
}

function write(root: string, files: readonly { readonly file: string; readonly text: string }[]): void {
  const staging = openStaging(join(root, '.slipway', 'staging'));
  try {
    const staged = files.map(({ file, text }, index) => ({ file, path: staging.put(String(index), text) }));
    for (const { file, path } of staged) renameSync(path, join(root, file));
  } finally {
    staging.close();
  }
}
