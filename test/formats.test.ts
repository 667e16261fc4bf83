import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatFolder } from '../src/cli/cache/cache-folder.ts';

const ROOT = join(__dirname, '..');
const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !/\.(test|spec)\.ts$|test-support/.test(name));
const used = new Set(sources.flatMap((name) => readFileSync(join(ROOT, 'src', name), 'utf8').match(/slipway\.[a-z-]+\/v\d+/g) ?? []));
const page = readFileSync(join(ROOT, 'docs', 'formats.md'), 'utf8');
const listed = new Set(page.slice(page.indexOf('## All of them'), page.indexOf('## Release file')).match(/slipway\.[a-z-]+\/v\d+/g));

describe('docs/formats.md', () => {
  it('lists every schema that anything carries, and no other', () => {
    expect([...listed].sort()).toEqual([...used].sort());
    expect(used.size).toBeGreaterThan(20);
  });

  it('names the folder that synth remembers in', () => {
    const named = page.match(/\.slipway\/cache\/v\d+\//g);
    expect([...new Set(named)]).toEqual([`${formatFolder('.')}/`]);
  });
});
