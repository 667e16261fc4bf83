import { join } from 'node:path';
import { type Manifest } from '../src/kernel/manifest.ts';
import { renderAll } from '../src/render/render-all.ts';
import { systems } from '../src/systems/registry.ts';

/** The project's own root folder. */
export const ROOT = join(__dirname, '..');

/** Every pair of this repository, rendered once for the tests of a file. */
export const pairs = renderAll({ root: ROOT, systems });

/** Every rendered object with the path of its file in `dist`, for tables. */
export const objects: readonly (readonly [path: string, manifest: Manifest, text: string])[] = pairs.flatMap(({ environment, system, files }) =>
  files.map(({ name, manifest, text }) => [`${environment}/${system}/${name}`, manifest, text] as const),
);
