'use strict';
// A process of its own, started after a defect: `{ stack, place, file }` as JSON in, the stack in terms
// of the sources out. It fails where the bundle that ran cannot be made again.

const fs = require('node:fs');
const { SourceMap } = require('node:module');
const path = require('node:path');
const { esbuildBundle } = require('./esbuild-bundle.js');

async function mapStack({ stack, place, file }) {
  const { text, map } = await esbuildBundle(place, { sourceMap: true });
  if (text !== fs.readFileSync(file, 'utf8')) throw new Error('the sources have changed since');
  const sources = new SourceMap(JSON.parse(map));
  return stack.replaceAll(new RegExp(`${file.replace(/[^\w/]/g, '\\$&')}:(\\d+):(\\d+)`, 'g'), (at, line, column) => {
    const { originalSource, originalLine, originalColumn } = sources.findEntry(Number(line) - 1, Number(column) - 1);
    if (originalSource === undefined) return at;
    const source = path.relative(place.base, path.resolve(place.folder, originalSource));
    return `${source}:${originalLine + 1}:${originalColumn + 1}`;
  });
}

mapStack(JSON.parse(fs.readFileSync(0, 'utf8'))).then(
  (stack) => process.stdout.write(stack),
  () => {
    process.exitCode = 1;
  },
);
