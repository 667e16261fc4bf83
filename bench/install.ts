import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What npm installs of slipway, and the systems of the benchmark. */
const PARTS = ['bin', 'imports', 'package.json', 'src', 'tsconfig.base.json', 'bench/shop.ts'] as const;

/** Files of a project that say where slipway lies. */
const NAMING = ['cdk8s.yaml', 'tsconfig.json', 'src/main.ts'] as const;

/**
 * Lays slipway out in a project as its users have it: among the installed packages, the others of which are linked.
 *
 * @param root slipway's own folder, which the project names so far
 * @returns slipway's folder in the project
 */
export function installSlipway(root: string, project: string): string {
  const modules = join(project, 'node_modules');
  const installed = join(modules, 'slipway');
  rmSync(modules, { recursive: true, force: true });
  mkdirSync(modules);
  for (const name of readdirSync(join(root, 'node_modules'))) if (name !== 'slipway') symlinkSync(join(root, 'node_modules', name), join(modules, name));
  for (const part of PARTS) cpSync(join(root, part), join(installed, part), { recursive: true, filter: (path) => !/\.test\.ts$|test-support/.test(path) });
  for (const name of NAMING) {
    const file = join(project, name);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(root, installed));
  }
  return installed;
}
