'use strict';
// Which files say whether a build is still good. Of installed packages, which are many files and change
// only when something is installed, the descriptions stand for the rest.

const fs = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');

/**
 * The files to watch for a build that read `files`, relative to the base and in order. A file that does
 * not exist is watched for its coming, and the folders of own sources for more of them, and for links that lead
 * elsewhere.
 * @param {import('./place.js').Place} place
 * @param {string[]} files absolute paths
 * @param {string[]} [folders] more folders in which sources were looked for, absolute paths
 */
function watched(place, files, folders = []) {
  const own = files.filter((file) => !isForeign(place, file));
  const foreign = files.filter((file) => isForeign(place, file));
  const all = new Set([
    ...own,
    ...foreign.map(describedBy),
    ...foreign.map(installedBy),
    ...['package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.app.json'].map((name) => path.join(place.base, name)),
    ...variants(place.base).flatMap((file) => [file, ...extended(file)]),
    path.join(place.packageRoot, 'package.json'),
    path.join(place.packageRoot, 'tsconfig.base.json'),
    ...fs.readdirSync(__dirname).map((name) => path.join(__dirname, name)),
    ...tools(place),
  ]);
  const lookedIn = [path.dirname(place.entry), ...own.map((file) => path.dirname(file)), ...folders];
  const within = new Set(lookedIn.flatMap((folder) => (isForeign(place, folder + path.sep) ? [] : upTo(place, folder))));
  return [...[...all].map((file) => relative(place.base, file)), ...[...within].map((folder) => `${relative(place.base, folder) || '.'}/`)].sort();
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
 * Whether a file belongs to an installed package. Slipway is one as well, unless it is the project itself, or a folder
 * that npm links to.
 * @param {import('./place.js').Place} place
 * @param {string} file
 */
function isForeign(place, file) {
  const inside = file.startsWith(place.base + path.sep) ? file.slice(place.base.length) : file;
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

/**
 * A folder, and the folders around it below the base or the package; the base itself only where it is the folder.
 * @param {import('./place.js').Place} place
 * @param {string} folder
 */
function upTo(place, folder) {
  const around = [place.packageRoot, place.base].find((top) => folder.startsWith(top + path.sep));
  if (around === undefined) return [folder];
  const folders = [];
  for (let next = folder; next.length > around.length; next = path.dirname(next)) folders.push(next);
  return folders;
}

/** @param {string} base */
function variants(base) {
  return fs.readdirSync(base).flatMap((name) => (/^tsconfig\.(.*\.)?json$/.test(name) ? [path.join(base, name)] : []));
}

/**
 * The files that a tsconfig extends, and what these extend.
 * @param {string} file absolute path
 * @param {Set<string>} [known] those that were found already
 * @returns {string[]} absolute paths
 */
function extended(file, known = new Set([file])) {
  let text;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  // It may hold comments, so that it is not read as JSON.
  const said = /"extends"\s*:\s*(\[[^\]]*\]|"[^"]*")/.exec(text)?.[1] ?? '';
  const found = [...said.matchAll(/"([^"]*)"/g)].flatMap(([, name]) => placesOf(file, name)).filter((each) => !known.has(each));
  for (const each of found) known.add(each);
  return found.flatMap((each) => [each, ...extended(each, known)]);
}

/**
 * Where a tsconfig that is extended may lie.
 * @param {string} file that extends it
 * @param {string} name
 */
function placesOf(file, name) {
  if (/^\.\.?\//.test(name) || path.isAbsolute(name)) {
    const at = path.resolve(path.dirname(file), name);
    return name.endsWith('.json') ? [at] : [at, `${at}.json`];
  }
  for (const each of [name, `${name}.json`, `${name}/tsconfig.json`]) {
    try {
      return [createRequire(file).resolve(each)];
    } catch {
      // Another of its names, or not installed.
    }
  }
  return [];
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

/**
 * Whether a file is the description of an installed slipway: it stands for sources, which another install may bring
 * without a word of it being another, so that its stat decides.
 * @param {import('./place.js').Place} place
 * @param {string} file absolute path
 */
function standsForSources(place, file) {
  return file === path.join(place.packageRoot, 'package.json') && isForeign(place, file);
}

module.exports = { relative, standsForSources, watched };
