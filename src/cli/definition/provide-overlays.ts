import { copyFileSync, existsSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../kernel/problem.ts';

/**
 * Lays what belongs to the environment over a former definition. Of the system's files only
 * `base.yaml` stays the definition's; files of other environments go, since the environments that
 * they are for may be gone, too.
 */
export function provideOverlays(root: string, folder: string, { environment, system, stage }: { readonly environment: string; readonly system: string; readonly stage: string }): void {
  const overlays = join(folder, 'overlays', system);
  if (!existsSync(overlays)) throw new UserError({ file: `overlays/${system}`, message: `the definition knows no system ${system}`, fix: `promote a definition that has it` });
  for (const name of readdirSync(overlays)) if (name !== 'base.yaml' && name.endsWith('.yaml')) rmSync(join(overlays, name));
  const files = new Set([`${system}/${environment}.yaml`, `${system}/${environment}.release.yaml`, ...(stage === environment ? [] : [`${system}/${stage}.yaml`]), 'environments.yaml']);
  for (const file of files) {
    const from = join(root, 'overlays', file);
    if (!existsSync(from)) continue;
    if (!lstatSync(from).isFile()) throw new UserError({ file: `overlays/${file}`, message: 'is not a file' });
    rmSync(join(folder, 'overlays', file), { force: true });
    copyFileSync(from, join(folder, 'overlays', file));
  }
}
