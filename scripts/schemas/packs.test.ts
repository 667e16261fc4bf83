import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readSources } from './definitions.ts';
import { generate } from './generate.ts';
import { staleFiles } from './main.ts';

const ROOT = path.resolve(__dirname, '..', '..');
const SHARED = path.resolve(ROOT, '..', 'shared');
const PACKS = path.join(ROOT, 'imports', 'schemas');

// The sources are reference data of 8 MB that a user's clone does not have.
const here = existsSync(path.join(SHARED, 'schemas')) ? describe : describe.skip;

here('imports/schemas, against ../shared (skipped when absent)', () => {
  it('is what the generator gives for it, byte for byte', () => {
    expect(staleFiles(PACKS, generate(readSources(SHARED)))).toEqual([]);
  });

  it('is the same whatever the order of the sources', () => {
    const sources = readSources(SHARED);
    const reversed = sources.releases.map((release) => ({ ...release, kinds: backwards(release.kinds), definitions: backwards(release.definitions) })).reverse();
    expect([...generate({ releases: reversed, customs: [...sources.customs].reverse() })]).toEqual([...generate(sources)]);
  });
});

describe('the packs', () => {
  const files = readdirSync(PACKS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.pack'));

  it('are small', () => {
    expect(files.length).toBeGreaterThanOrEqual(44);
    expect(files.reduce((sum, file) => sum + statSync(path.join(PACKS, file)).size, 0)).toBeLessThan(1_000_000);
  });

  it('tell nothing of the machine they were made on', () => {
    const telling = files.filter((file) => /\/(home|work|root|Users)\/|\.\.\/shared/.test(readFileSync(path.join(PACKS, file), 'utf8')));
    expect(telling).toEqual([]);
  });
});

function backwards<T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).reverse());
}
