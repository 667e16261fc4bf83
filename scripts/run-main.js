#!/usr/bin/env node
// Runs a generator: `node scripts/run-main.js imports`. Plain JavaScript, so that it needs no build step: it
// bundles scripts/<name>/main.ts in memory and runs it, the way every entry of this repository starts.
'use strict';
const { buildSync } = require('esbuild');
const Module = require('node:module');
const path = require('node:path');

const [name, ...argv] = process.argv.slice(2);
const entry = path.join(__dirname, path.basename(name), 'main.ts');
const { outputFiles } = buildSync({
  entryPoints: [entry],
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  packages: 'external',
  write: false,
  logLevel: 'error',
});

const bundle = new Module(entry, module);
bundle.filename = entry;
bundle.paths = Module._nodeModulePaths(path.dirname(entry));
bundle._compile(outputFiles[0].text, entry);

/** Anything main throws is a defect of ours: it is shown with its stack. */
async function run() {
  try {
    process.exitCode = await bundle.exports.main(argv);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 2;
  }
}

void run();
