import { readFileSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import { type PackageJson } from './package-json.ts';

/** A tarball that becomes a part of the repository. */
export interface Vendored {
  /** Where it lies in the repository. */
  readonly path: string;
  readonly content: Buffer;
  /** package.json with slipway from there. */
  readonly present: PackageJson;
}

/**
 * The tarball that slipway was installed from, where it lies outside of the repository: a checkout
 * of the repository alone, as CI makes it, could not install it.
 *
 * @param version of slipway itself
 * @returns undefined where slipway comes from a registry, or lies inside
 */
export function vendored(folder: string, present: PackageJson, version: string): Vendored | undefined {
  const spec = present.dependencies?.['slipway'] ?? present.devDependencies?.['slipway'];
  if (spec === undefined || !/^file:.*\.t(ar\.)?gz$/.test(spec)) return undefined;
  const tarball = resolve(folder, spec.replace(/^file:(\/\/(?=\/))?/, ''));
  const way = relative(folder, tarball);
  if ((!way.startsWith('..') && !isAbsolute(way)) || statSync(tarball, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  const path = `vendor/slipway-${version}.tgz`;
  const { slipway: _tool, ...devDependencies } = present.devDependencies ?? {};
  return {
    path,
    content: readFileSync(tarball),
    present: { ...present, dependencies: { ...present.dependencies, slipway: `file:${path}` }, ...(present.devDependencies === undefined ? {} : { devDependencies }) },
  };
}
