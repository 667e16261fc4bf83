import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../src/kernel/problem.ts';
import type { CoreSchema } from './core-kinds.ts';
import type { EnumTable } from './core-types.ts';
import { type Crd, readCrds } from './crd.ts';
import { byCodeUnits } from './schema.ts';
import type { SourcedCrd, Sources } from './sources.ts';

/** Whether the folder holds what {@link readFolder} reads. */
export function isSourceFolder(folder: string): boolean {
  return existsSync(path.join(folder, 'schemas')) && existsSync(path.join(folder, 'crds'));
}

/**
 * Reads the sources from a folder: the newest `schemas/k8s-<minor>.json`, `schemas/k8s-enums.json`,
 * and `crds/<group>/<plural>.yaml` with the releases they come from in `crds/MANIFEST.md`.
 *
 * @throws UserError when a file is missing or is not in the manifest
 */
export function readFolder(folder: string): Sources {
  if (!isSourceFolder(folder)) {
    throw new UserError({
      message: `${folder} holds no schemas and crds`,
      fix: 'npm run imports -- --online',
    });
  }
  const enums = path.join(folder, 'schemas', 'k8s-enums.json');
  return {
    core: readCore(path.join(folder, 'schemas')),
    crds: readCrdFolders(path.join(folder, 'crds')),
    ...(existsSync(enums) ? { enums: (readJson(enums) as { latest: EnumTable }).latest } : {}),
  };
}

function readCore(folder: string): CoreSchema {
  const minors = readdirSync(folder).flatMap((name) => {
    const minor = /^k8s-1\.(\d+)\.json$/.exec(name)?.[1];
    return minor === undefined ? [] : [Number(minor)];
  });
  if (minors.length === 0) throw new UserError({ file: folder, message: 'no k8s-<minor>.json in this folder' });
  return readJson(path.join(folder, `k8s-1.${Math.max(...minors)}.json`)) as CoreSchema;
}

function readCrdFolders(folder: string): readonly SourcedCrd[] {
  const manifest = readFileSync(path.join(folder, 'MANIFEST.md'), 'utf8');
  return foldersIn(folder)
    .flatMap((group) => filesIn(path.join(folder, group)))
    .flatMap((file) => readCrds(readFileSync(file, 'utf8'), file))
    .map((crd) => ({ crd, source: sourceOf(crd, manifest) }));
}

/** The release in the manifest's row: `| group | Kind (plural) | versions | owner/repo @ ref (commit) | ...`. */
function sourceOf({ group, kind, plural }: Crd, manifest: string): string {
  const row = manifest.split('\n').find((line) => line.startsWith(`| ${group} | ${kind} (${plural}) |`));
  const release = /^(\S+) @ (\S+)/.exec(row?.split('|')[4]?.trim() ?? '');
  if (!release) throw new UserError({ file: 'MANIFEST.md', message: `no row says which release ${kind}.${group} comes from` });
  return `${release[1]} ${release[2]}`;
}

function foldersIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort(byCodeUnits);
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort(byCodeUnits)
    .map((name) => path.join(folder, name));
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
