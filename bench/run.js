#!/usr/bin/env node
// Bundles the benchmark and runs it: `npm run bench -- --sizes 1,10 --runs 3`.
const { buildSync } = require('esbuild');
const { join } = require('node:path');

const root = join(__dirname, '..');
const outfile = join(root, '.slipway', 'bench', 'bench.cjs');
buildSync({ entryPoints: [join(__dirname, 'bench.ts')], outfile, bundle: true, platform: 'node', target: 'node20', packages: 'external', logLevel: 'error' });
try {
  require(outfile).bench(root, process.argv.slice(2));
} catch (error) {
  console.error(error);
  process.exitCode = 2;
}
