#!/usr/bin/env node
// Writes docs/judges.md: `npm run judges`. `--check` writes nothing and ends with 1 when it is not current.
const { buildSync } = require('esbuild');
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..', '..');
const page = join(root, 'docs', 'judges.md');
const outfile = join(root, '.slipway', 'judges', 'page.cjs');
buildSync({ entryPoints: [join(__dirname, 'page.ts')], outfile, bundle: true, platform: 'node', target: 'node20', logLevel: 'error' });
const wanted = require(outfile).judgesPage();
const isCurrent = existsSync(page) && readFileSync(page, 'utf8') === wanted;
if (!process.argv.includes('--check')) {
  if (!isCurrent) writeFileSync(page, wanted);
} else if (!isCurrent) {
  console.error('docs/judges.md is not current\n  fix: npm run judges');
  process.exitCode = 1;
}
