import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { UserError, quoted } from '../../kernel/problem.ts';

/** A folder that manifests are written to. */
export interface Outdir {
  /** Absolute path. */
  readonly path: string;
  /** As messages show it: relative to the project where it lies inside, with forward slashes. */
  readonly shown: string;
  /**
   * Whether folders of pairs that no longer exist are removed here. Outside the project they may
   * be another repository's.
   */
  readonly removesGonePairs: boolean;
}

/** What people write by hand or tools keep; a typo in `--outdir` must not fill it with manifests. */
const NOT_FOR_OUTPUT = ['.git', '.slipway', 'imports', 'node_modules', 'overlays', 'src', 'templates', 'test'];

/**
 * The folder named by `--outdir`, once it is certain that owning folders in it harms nobody.
 *
 * @param option by which it was named
 * @throws UserError when it is the project or holds it, is a link, leads out of the project through
 *   one, is a folder of sources, lies in dist, or is another project
 */
export function resolveOutdir(root: string, given: string, option = '--outdir'): Outdir {
  const path = resolve(root, given);
  const isDist = path === join(root, 'dist');
  const refuse = (message: string, fix = `${option} dist`): never => {
    throw new UserError({ file: isDist ? 'dist' : isAbsolute(given) ? outdirAt(root, path).shown || '.' : given, message: isDist ? message.replace('the output folder', 'dist, the output folder,') : message, fix });
  };
  if (given === '') throw new UserError({ message: 'the output folder has an empty name', fix: `${option} dist` });
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat?.isSymbolicLink()) refuse('the output folder is a link, and what it leads to is not slipway\'s to own', isDist ? 'rm dist   (the link alone; slipway makes the folder)' : undefined);
  if (stat !== undefined && !stat.isDirectory()) refuse('the output folder is no folder', isDist ? 'mv dist <somewhere else>' : undefined);

  const realRoot = realpathSync(root);
  const real = realOf(path);
  if (isInside(real, realRoot)) refuse('the output folder holds the project itself');
  const lexical = isInside(root, path);
  const inside = isInside(realRoot, real);
  if (lexical && !inside) refuse('the output folder lies behind a link that leads out of the project');
  const top = relative(realRoot, real).split(sep)[0]!;
  if (inside && NOT_FOR_OUTPUT.includes(top)) refuse(`${quoted(top)} holds what slipway reads, and is no place to write to`);
  if (isInDist(root, path)) refuse('the output folder lies in dist, where each environment has a folder of its own', `${option} build/manifests   (for a part of dist: npx slipway synth --env <environment>)`);
  if (existsSync(join(path, 'cdk8s.yaml'))) refuse('the output folder holds a cdk8s.yaml, so it is a project of its own');
  return outdirAt(root, path);
}

/** Whether a path lies in dist: the manifests of one environment would take the place of another's. */
export function isInDist(root: string, path: string): boolean {
  const dist = join(root, 'dist');
  return path !== dist && (isInside(dist, path) || isInside(realOf(dist), realOf(path)));
}

/** The folder as it is, without asking whether it may be written to. */
export function outdirAt(root: string, path: string): Outdir {
  const inside = isInside(root, path);
  const shown = inside ? relative(root, path) : path;
  return { path, shown: shown.split(sep).join('/'), removesGonePairs: inside };
}

/** Whether a path is a folder or lies in it. */
function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** The path without links, as far as it exists. */
function realOf(path: string): string {
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) return realpathSync(path);
  const parent = dirname(path);
  return parent === path ? path : join(realOf(parent), basename(path));
}
