import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { allRules, FAMILIES } from '../src/cli/validate/families.ts';

const ROOT = resolve(__dirname, '..');
const page = readFileSync(join(ROOT, 'docs/validate.md'), 'utf8');
const commands = [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block]) => block!.trim().split('\n'));

function run(argv: readonly string[]): { readonly status: number | null; readonly stderr: string } {
  return spawnSync(process.execPath, argv, { cwd: ROOT, encoding: 'utf8', env: { ...process.env, SLIPWAY_NO_TYPECHECK: '1', NO_COLOR: '1' } });
}

describe('docs/rules', () => {
  it('is current', () => {
    const { status, stderr } = run(['scripts/rules/run.js', '--check']);
    expect({ status, stderr, fix: 'npm run rules' }).toMatchObject({ status: 0, stderr: '' });
  }, 60_000);

  it('has a page for every rule of every family, and no other', () => {
    const pages = readdirSync(join(ROOT, 'docs/rules')).filter((name) => name !== 'README.md');
    expect(pages.map((name) => name.replace(/\.md$/, '')).sort()).toEqual(allRules().map(({ id }) => id).sort());
  });
});

describe('the catalogue of rules', () => {
  it('holds every rule once', () => {
    const ids = allRules().map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('holds every rule that speaks while a manifest is read by its schema', () => {
    const folder = join(ROOT, 'src/checks/schema');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !/\.(test|spec)\.ts$/.test(name));
    const ids = files.flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(/: SchemaRule = \{\s+id: '([^']+)'/g)].map(([, id]) => id!));
    expect(ids.length).toBeGreaterThan(3);
    expect(ids.sort()).toEqual(FAMILIES.find(({ name }) => name === 'schema')!.others.map(({ id }) => id).sort());
  });
});

describe('docs/validate.md', () => {
  it('tells of every family', () => {
    expect(FAMILIES.filter(({ name }) => !page.includes(`| \`${name}\` |`))).toEqual([]);
  });

  it('says of each what it weighs of anybody', () => {
    const words = { 'as it is': 'as it is', warning: 'warnings', off: 'off' };
    for (const { name, elsewhere } of FAMILIES) expect([name, new RegExp(`^\\| \`${name}\` \\|.*\\| ${words[elsewhere]} \\|$`, 'm').test(page)]).toEqual([name, true]);
  });

  it.each(commands)('has a command that runs: %s', (command) => {
    const [npx, program, ...argv] = command.split(' ');
    expect([npx, program]).toEqual(['npx', 'slipway']);
    const { status, stderr } = run([join('bin', 'slipway'), ...argv]);
    expect([status, stderr]).toEqual([0, '']);
  }, 60_000);

  it('links to files that exist', () => {
    const links = [...page.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => link!);
    expect(links.filter((link) => !existsSync(resolve(ROOT, dirname('docs/validate.md'), link)))).toEqual([]);
  });
});
