'use strict';
// Where slipway works: the project, the package, and the folder that holds the bundle.

const fs = require('node:fs');
const path = require('node:path');

const PACKAGE_ROOT = fs.realpathSync(path.dirname(__dirname));

/**
 * What a bundle holds: all commands; or `synth` alone, which is run most, and starts the sooner the less there is to load.
 * @typedef {'main' | 'synth'} Kind
 *
 * @typedef {object} Place
 * @property {string | undefined} root the project's root folder; undefined outside a project
 * @property {string} packageRoot slipway's own folder
 * @property {string} base the folder that paths in the stamp and in problems are relative to
 * @property {string} entry the TypeScript file the bundle is made of
 * @property {Kind} kind what is bundled
 * @property {string} folder where the bundle, its stamp and its code cache lie
 * @property {boolean} typed whether the entry's own tsconfig.json is to be checked
 */

/**
 * The place for a working folder: the nearest folder, upwards, with `cdk8s.yaml` and `src/main.ts`;
 * where there is none, the package itself, which then serves `init`, `--help` and the like.
 * @param {Kind} [kind]
 * @returns {Place}
 */
function findPlace(kind = 'main') {
  const root = findRoot(workingFolder());
  if (root !== undefined) {
    return {
      root,
      packageRoot: PACKAGE_ROOT,
      base: root,
      entry: path.join(root, 'src', 'main.ts'),
      kind,
      folder: path.join(root, '.slipway', 'bundle'),
      typed: true,
    };
  }
  return standalone();
}

/**
 * The package itself, whatever project is around.
 * @returns {Place}
 */
function standalone() {
  return {
    root: undefined,
    packageRoot: PACKAGE_ROOT,
    base: PACKAGE_ROOT,
    entry: path.join(PACKAGE_ROOT, 'src', 'cli', 'standalone.ts'),
    kind: 'main',
    folder: require('./user-cache.js').userCache(PACKAGE_ROOT),
    // The package ships no compiler and was checked when it was made.
    typed: false,
  };
}

function workingFolder() {
  try {
    return fs.realpathSync(process.cwd());
  } catch (error) {
    const { Fault } = require('./failure.js');
    throw new Fault([{ message: `the current folder is gone or cannot be read: ${error.message}`, fix: 'cd' }]);
  }
}

/** @param {string} start */
function findRoot(start) {
  for (let folder = start; ; ) {
    if (isFile(path.join(folder, 'cdk8s.yaml')) && isFile(path.join(folder, 'src', 'main.ts'))) return folder;
    const parent = path.dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}

/** @param {string} file */
function isFile(file) {
  try {
    return fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    return false; // a folder above that this user may not look into
  }
}

module.exports = { findPlace, standalone };
