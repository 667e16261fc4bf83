import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../kernel/problem.ts';

/** What of a package.json matters here. */
export interface PackageJson {
  readonly name?: string;
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

/** Libraries that systems are written with; they must be the very copies that slipway runs on. */
const LIBRARIES = ['cdk8s', 'cdk8s-plus-28', 'constructs', 'zod'];
/** What a repository needs besides to render, check and test. */
const TOOLS = ['@jest/globals', '@swc/core', '@swc/jest', '@types/node', 'cdk8s-cli', 'jest', 'typescript'];
const SCRIPTS = {
  synth: 'slipway synth',
  schemas: 'slipway schemas',
  test: 'jest',
  check: 'tsc --noEmit && slipway schemas --check && slipway synth --check && jest',
};
/** What `npm init` writes where there is no test. */
const NO_TEST = /no test specified/;

/**
 * The package.json of a new repository: what stands there stays, above all where slipway itself
 * comes from; the rest is added, with the versions that slipway is tested with.
 *
 * @param slipway package.json of slipway itself
 */
export function repositoryPackageJson(name: string, present: PackageJson, slipway: PackageJson): string {
  const known = { ...slipway.dependencies, ...slipway.devDependencies };
  const pinned = (names: readonly string[]) => Object.fromEntries(names.map((library) => [library, known[library]!]));
  const { name: presentName, version, scripts, dependencies, devDependencies, ...rest } = present;
  const { slipway: asTool, ...otherTools } = devDependencies ?? {};
  const made = {
    name: presentName ?? name,
    version: version ?? '0.0.0',
    private: true,
    engines: slipway['engines'],
    scripts: { ...SCRIPTS, ...Object.fromEntries(Object.entries(scripts ?? {}).filter(([, line]) => !NO_TEST.test(line))) },
    dependencies: sorted({ slipway: asTool ?? slipway.version!, ...pinned(LIBRARIES), ...dependencies }),
    devDependencies: sorted({ ...pinned(TOOLS), ...otherTools }),
  };
  return `${JSON.stringify({ ...made, ...rest, private: true }, null, 2)}\n`;
}

/**
 * The package.json of a folder, empty where there is none.
 *
 * @throws UserError when it is no JSON object
 */
export function readPackageJson(folder: string): PackageJson {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UserError({ file: 'package.json', message: `is no JSON: ${(error as Error).message}` }, { cause: error });
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new UserError({ file: 'package.json', message: 'holds no object' });
  return parsed as PackageJson;
}

function sorted(versions: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(versions).sort(([a], [b]) => (a < b ? -1 : 1)));
}
