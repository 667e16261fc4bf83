#!/usr/bin/env node
// Writes docs/rules, a page for each rule of `slipway validate`: `npm run rules`.
// `--check` writes nothing and ends with 1 when a page is not current.
const { buildSync, build } = require('esbuild');
const { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join, relative } = require('node:path');

const root = join(__dirname, '..', '..');
const folder = join(root, '.slipway', 'rules');
const pages = join(root, 'docs', 'rules');

async function main() {
  const outfile = join(folder, 'pages.cjs');
  buildSync({ entryPoints: [join(__dirname, 'pages.ts')], outfile, bundle: true, platform: 'node', target: 'node20', logLevel: 'error', packages: 'external' });
  const wanted = require(outfile).rulePages(await casesOfTests());
  const current = existsSync(pages) ? readdirSync(pages).sort() : [];
  const stale = current.filter((name) => !wanted.has(name));
  const changed = [...wanted].filter(([name, text]) => !current.includes(name) || readFileSync(join(pages, name), 'utf8') !== text);
  if (process.argv.includes('--check')) {
    if (stale.length + changed.length === 0) return;
    const names = [...stale, ...changed.map(([name]) => name)];
    console.error(`docs/rules is not current: ${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}\n  fix: npm run rules`);
    process.exitCode = 1;
    return;
  }
  mkdirSync(pages, { recursive: true });
  for (const name of stale) rmSync(join(pages, name));
  for (const [name, text] of changed) writeFileSync(join(pages, name), text);
  console.log(`${wanted.size} pages, ${changed.length} written, ${stale.length} removed`);
}

/** What the tests of the rules accept and reject, by rule: the examples of the pages are the tested ones. */
async function casesOfTests() {
  const tests = testsBelow(join(root, 'src', 'checks')).filter((file) => /^describeRule\(/m.test(readFileSync(file, 'utf8')));
  const outfile = join(folder, 'cases.cjs');
  const contents = tests.map((file) => `require(${JSON.stringify(file)});`).join('\n');
  await build({ stdin: { contents, resolveDir: root }, outfile, bundle: true, platform: 'node', target: 'node20', logLevel: 'error', packages: 'external', plugins: [recorder] });
  const cases = new Map();
  globalThis.recordRule = (rule, table) => void (cases.has(rule.id) || cases.set(rule.id, table));
  require(outfile);
  return cases;
}

/** Puts something that writes the tables down in the place of what runs them. */
const recorder = {
  name: 'recorder',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /describe-rule\.ts$/ }, () => ({ path: 'describe-rule', namespace: 'recorder' }));
    onResolve({ filter: /^@jest\/globals$/ }, () => ({ path: 'jest', namespace: 'recorder' }));
    onLoad({ filter: /^describe-rule$/, namespace: 'recorder' }, () => ({ contents: 'export const describeRule = (rule, cases) => globalThis.recordRule(rule, cases);' }));
    onLoad({ filter: /^jest$/, namespace: 'recorder' }, () => ({
      contents: 'const nothing = Object.assign(() => {}, { each: () => () => {}, skip: () => {} }); export const describe = nothing, it = nothing, test = nothing, expect = nothing, beforeAll = nothing, afterAll = nothing, beforeEach = nothing, afterEach = nothing, jest = { setTimeout() {} };',
    }));
  },
};

function testsBelow(from) {
  return readdirSync(from, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? testsBelow(join(from, entry.name)) : /(?<!\.soak)\.test\.ts$|\.spec\.ts$/.test(entry.name) ? [relative(root, join(from, entry.name))] : []))
    .map((file) => (file.startsWith('/') ? file : join(root, file)));
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 2;
});
