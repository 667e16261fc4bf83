import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { GENERATED } from './print.ts';
import { byCodeUnits } from './schema.ts';

/** A difference between the generated files and those on disk. */
export interface Change {
  readonly file: string;
  readonly what: 'new' | 'changed' | 'stale';
}

/**
 * What would have to change on disk. A stale file is one under `imports/` that says it was generated
 * but is no longer; other files there, such as those `cdk8s import` writes, are nobody's business.
 */
export function changes(root: string, files: ReadonlyMap<string, string>): readonly Change[] {
  const wanted = [...files].flatMap(([file, text]): Change[] => {
    const onDisk = path.join(root, file);
    if (!existsSync(onDisk)) return [{ file, what: 'new' }];
    return readFileSync(onDisk, 'utf8') === text ? [] : [{ file, what: 'changed' }];
  });
  const stale = generatedFiles(root).filter((file) => !files.has(file));
  return [...wanted, ...stale.map((file): Change => ({ file, what: 'stale' }))].sort((a, b) => byCodeUnits(a.file, b.file));
}

/** Writes new and changed files, and removes stale ones; unchanged files are not touched. */
export function write(root: string, files: ReadonlyMap<string, string>): readonly Change[] {
  const list = changes(root, files);
  for (const { file, what } of list) {
    const onDisk = path.join(root, file);
    if (what === 'stale') rmSync(onDisk);
    else {
      mkdirSync(path.dirname(onDisk), { recursive: true });
      writeFileSync(onDisk, files.get(file) ?? '');
    }
  }
  return list;
}

/** The files under `imports/` that say they were generated, with forward slashes. */
function generatedFiles(root: string): readonly string[] {
  const folder = path.join(root, 'imports');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && readFileSync(path.join(folder, name), 'utf8').startsWith(GENERATED))
    .map((name) => `imports/${name.split(path.sep).join('/')}`);
}
