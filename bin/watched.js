'use strict';
// Which files say whether a build is still good. Of installed packages, which are many files and change
// only when something is installed, the descriptions stand for the rest.

const fs = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');

/**
 * The files to watch for a build that read `files`, relative to the base and in order. A file that does
 * not exist is watched for its coming.
 * @param {import('./place.js').Place} place
 * @param {string[]} files absolute paths
 */
function watched(place, files) {
  const own = files.filter((file) => !isForeign(place, file));
  const foreign = files.filter((file) => isForeign(place, file));
  const all = new Set([
    ...own,
    ...foreign.map(describedBy),
    ...foreign.map(installedBy),
    ...['package.json', 'package-lock.json', 'tsconfig.json'].map((name) => path.join(place.base, name)),
    ...variants(place.base),
    path.join(place.packageRoot, 'package.json'),
    path.join(place.packageRoot, 'tsconfig.base.json'),
    ...fs.readdirSync(__dirname).map((name) => path.join(__dirname, name)),
    ...tools(place),
  ]);
  return [...all].map((file) => relative(place.base, file)).sort();
}

/**
 * A path as the stamp holds it: relative, so that a project may be moved, with forward slashes.
 * @param {string} base
 * @param {string} file
 */
function relative(base, file) {
  return path.relative(base, file).split(path.sep).join('/');
}

/**
 * Whether a file belongs to an installed package other than slipway.
 * @param {import('./place.js').Place} place
 * @param {string} file
 */
function isForeign(place, file) {
  const inside = file.startsWith(place.packageRoot + path.sep) ? file.slice(place.packageRoot.length) : file;
  return inside.includes(`${path.sep}node_modules${path.sep}`);
}

/** @param {string} file */
function describedBy(file) {
  const [, folder] = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file);
  return path.join(folder, 'package.json');
}

/** @param {string} file */
function installedBy(file) {
  const marker = `${path.sep}node_modules${path.sep}`;
  return path.join(file.slice(0, file.indexOf(marker)), marker, '.package-lock.json');
}

/** @param {string} base */
function variants(base) {
  return fs.readdirSync(base).flatMap((name) => (/^tsconfig\..*json$/.test(name) ? [path.join(base, name)] : []));
}

/** @param {import('./place.js').Place} place */
function tools(place) {
  return ['esbuild', 'typescript'].flatMap((name) => {
    for (const from of [place.base, place.packageRoot]) {
      try {
        return [createRequire(path.join(from, 'package.json')).resolve(`${name}/package.json`)];
      } catch {
        // Not installed there.
      }
    }
    return [];
  });
}

module.exports = { relative, watched };
