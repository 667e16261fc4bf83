import { alignColumns, count } from './columns.ts';
import { type Style } from './style.ts';

/** A schema file and how it was found. */
export interface SchemaFile {
  readonly file: string;
  readonly state: 'current' | 'missing' | 'differs';
}

/** What became of the schema files, or what `--check` found, as text. */
export function schemasText(files: readonly SchemaFile[], mode: 'written' | 'compared', style: Style): string {
  const changed = files.filter(({ state }) => state !== 'current');
  if (changed.length === 0) return `${count(files.length, 'schema')}, ${style.good('all current')}\n`;
  const lines = alignColumns(changed.map(({ file, state }) => [{ text: mode === 'written' ? 'written' : state, paint: style.changed }, { text: file }]));
  const verdict = mode === 'written' ? [`${count(files.length, 'schema')}, ${changed.length} written`] : [`${count(changed.length, 'schema')} not current`, 'fix: npx slipway schemas'];
  return [...lines, ...verdict].map((line) => `${line}\n`).join('');
}

/** The same as `slipway.schemas/v1`. */
export function schemasJson(files: readonly SchemaFile[], mode: 'written' | 'compared'): object {
  const changed = files.some(({ state }) => state !== 'current');
  return {
    schema: 'slipway.schemas/v1',
    outcome: mode === 'written' ? (changed ? 'written' : 'unchanged') : changed ? 'stale' : 'current',
    files: files.map(({ file, state }) => ({ file, state })),
  };
}
