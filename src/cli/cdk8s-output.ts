import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
// Not by name: that would bundle js-yaml a second time, as the module the kernel's reader does not use.
import jsYaml = require('js-yaml');
import { UserError } from '../kernel/problem.ts';
import { makeFolder } from './dist/make-folder.ts';
import { isInDist } from './dist/outdir.ts';

/** The folder that cdk8s deleted before it ran the app, and looks for afterwards. */
export interface Cdk8sOutput {
  /** Absolute path. */
  readonly path: string;
  /** Whether it is the `output` of cdk8s.yaml, so that `dist` is meant as well. */
  readonly isScratch: boolean;
  /** Where to write what cdk8s is shown. */
  readonly writeTo: string;
  /** Makes `path` what cdk8s expects, once everything is written. */
  show(): void;
}

/**
 * What to make of the folder that cdk8s names. The scratch folder is one for all runs, and cdk8s
 * deletes it when it starts: as a link, it takes nothing with it that another run is still writing or
 * reading.
 *
 * @param named CDK8S_OUTDIR, as it is
 */
export function cdk8sOutput(root: string, named: string): Cdk8sOutput {
  const path = resolve(named);
  const isScratch = path !== join(root, 'dist') && !isInDist(root, path) && path === configured(root);
  const manifests = join(root, '.slipway', 'manifests');
  // Behind a slash at its end, cdk8s would delete what the link leads to.
  const linked = isScratch && !/[/\\]\.?$/.test(named) && !`${manifests}${sep}`.startsWith(`${path}${sep}`);
  // Without objects nothing has made it, and cdk8s takes a missing folder for a failure.
  if (!linked) return { path, isScratch, writeTo: path, show: () => makeFolder(path) };
  const place = (): void => {
    mkdirSync(manifests, { recursive: true });
    mkdirSync(dirname(path), { recursive: true });
    if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true) rmSync(path, { recursive: true });
    const aside = `${path}.${process.pid}`;
    rmSync(aside, { force: true });
    symlinkSync(relative(dirname(path), manifests), aside);
    renameSync(aside, path);
  };
  const show = (): void => {
    place();
    // One that starts now may delete it before cdk8s looks; this is as late as it can be put back.
    process.once('exit', () => {
      try {
        if (!existsSync(path)) place();
      } catch {
        // cdk8s says that the folder is missing.
      }
    });
  };
  return { path, isScratch, writeTo: manifests, show };
}

/** The `output` of cdk8s.yaml, as an absolute path. */
function configured(root: string): string | undefined {
  const file = 'cdk8s.yaml';
  let config: unknown;
  try {
    config = jsYaml.load(readFileSync(join(root, file), 'utf8'));
  } catch (error) {
    throw new UserError({ file, message: `cannot be read as YAML: ${(error as Error).message.split('\n')[0]}` }, { cause: error });
  }
  const output = typeof config === 'object' && config !== null && Object.hasOwn(config, 'output') ? (config as Record<string, unknown>)['output'] : undefined;
  return typeof output === 'string' ? resolve(root, output) : undefined;
}
