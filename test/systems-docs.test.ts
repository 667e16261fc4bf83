import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { systems } from '../src/systems/registry.ts';
import { ROOT } from './cli-project.ts';

const FOLDER = join(ROOT, 'docs', 'systems');
const PAGES = readdirSync(FOLDER).filter((file) => file.endsWith('.md')).sort();
const read = (page: string): string => readFileSync(join(FOLDER, page), 'utf8');

/** Folders that a path between backquotes can begin with. */
const FROM_ROOT = /^(?:\.ci|\.github|bench|dist|docs|imports|overlays|scripts|src|templates|test)\/[^\s<>]*$/;

describe('the pages of the systems', () => {
  it('are one for each system, and an index of them all', () => {
    expect(PAGES).toEqual(expect.arrayContaining(['README.md', ...systems.map(({ name }) => `${name}.md`)]));
    for (const { name } of systems) expect(read('README.md')).toContain(`(${name}.md)`);
  });

  it.each(PAGES)('name files that are there, in links and in words: %s', (page) => {
    const named = filesIn(read(page));
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((file) => !isThere(file))).toEqual([]);
  });

  it.each(systems.map(({ name }) => name))('say of every statement what became of it: %s', (system) => {
    const rows = statements(read(`${system}.md`));
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter(({ where }) => where.trim() === '').map(({ says }) => says)).toEqual([]);
    // A good part of a deployment is objects.
    expect(rows.filter(({ where }) => filesIn(where).some((file) => file.startsWith('dist/'))).length).toBeGreaterThan(5);
  });

  it.each(systems.map(({ name }) => name))('show what is rendered in each environment that the system is in: %s', (system) => {
    const environments = readdirSync(join(ROOT, 'dist')).filter((name) => existsSync(join(ROOT, 'dist', name, system)));
    const shown = new Set(filesIn(read(`${system}.md`)).flatMap((file) => (file.startsWith('dist/') ? [file.split('/')[1]] : [])));
    expect(environments.filter((name) => !shown.has(name))).toEqual([]);
  });

  it('would be told a file that is gone', () => {
    const text = 'See [a](../../dist/dev/nobody/Service-app.yaml#x), [b](https://acme.example/x) and `src/nobody.ts`, `postgres.form`, `dist/<environment>/x`.';
    expect(filesIn(text)).toEqual(['dist/dev/nobody/Service-app.yaml', 'src/nobody.ts']);
    expect(filesIn(text).filter(isThere)).toEqual([]);
    expect([isThere('dist/*/capakraken/Deployment-app.yaml'), isThere('dist/*/capakraken/Deployment-nobody.yaml')]).toEqual([true, false]);
  });
});

/** Every file or folder that a page names, as a relative link or between backquotes, from the project's root. */
function filesIn(text: string): string[] {
  const linked = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)].map(([, link]) => relative(ROOT, resolve(FOLDER, link!)));
  const inWords = [...text.matchAll(/`([^`\n]+)`/g)].map(([, words]) => words!).filter((words) => FROM_ROOT.test(words) && !words.includes('…'));
  return [...linked, ...inWords];
}

/** Whether it is there; a `*` stands for any part of one name, and something must fit it. */
function isThere(file: string): boolean {
  return file.split('/').reduce<readonly string[]>((found, part) => {
    if (!part.includes('*')) return found.map((folder) => join(folder, part)).filter((path) => existsSync(path));
    const fits = new RegExp(`^${part.split('*').map((each) => each.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`);
    return found.flatMap((folder) => readdirSync(folder).filter((name) => fits.test(name)).map((name) => join(folder, name)));
  }, [ROOT]).length > 0;
}

/** Rows of the tables of statements: those of two columns, without their heads and the titles between them. */
function statements(text: string): { readonly says: string; readonly where: string }[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const cells = /^\| (.+?) \|(.*)\|$/.exec(line);
    const isHead = /^\|[-|]+\|$/.test(lines[index + 1] ?? '');
    if (cells === null || isHead || /^\*\*.+\*\*$/.test(cells[1]!) || line.split(' | ').length > 2) return [];
    return [{ says: cells[1]!, where: cells[2]! }];
  });
}
