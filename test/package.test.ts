import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const description = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<string, Record<string, string>>;
const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as { packages: Record<string, Record<string, unknown>> };

describe('the package', () => {
  it('pins every dependency exactly', () => {
    const ranges = [...Object.entries(description['dependencies']!), ...Object.entries(description['devDependencies']!)];
    expect(ranges.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it('runs nothing of its own when it is installed or packed', () => {
    const lifecycle = /^(pre|post)|^(prepare|install|prepublish|prepublishOnly|prepack|postpack|dependencies)$/;
    expect(Object.keys(description['scripts']!).filter((name) => lifecycle.test(name))).toEqual([]);
  });

  it('locks the binaries of every platform, so that npm ci works on all of them', () => {
    const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies as object).filter(
        (name) => lock.packages[`node_modules/${name}`] === undefined && lock.packages[`${path}/node_modules/${name}`] === undefined,
      ),
    );
    expect(missing).toEqual([]);
  });

  it('names no registry in its lock file', () => {
    expect(Object.values(lock.packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });
});
