'use strict';
// The stamp: what the bundle was made of, so that a few hundred stats tell whether it is still good.

const fs = require('node:fs');
const path = require('node:path');

const VERSION = 3;
/** The stamp of each kind of bundle; both lie in one folder. */
const STAMPS = { main: 'stamp.json', synth: 'synth.json' };

/**
 * A file as it was: path relative to the place's base, size (-1: there was none), mtimeMs, ctimeMs, inode,
 * and the SHA-256 of its content, which decides where only the stat differs (no digest: the stat decides). A path that ends in a slash is a folder,
 * whose content is what lies in it and matters to a build (see digest.js).
 * @typedef {[string, number, number, number, number, string]} Entry
 *
 * @typedef {object} Stamp
 * @property {number} version
 * @property {string} entry the entry the bundle was made of, relative to the base
 * @property {Entry} bundle
 * @property {Entry | null} quick the short way through synth, beside the bundle for it (see esbuild-bundle.js)
 * @property {boolean} located whether a source asks where it lies
 * @property {'latin1' | 'utf8'} encoding how the bundle is read: ASCII as latin1 makes V8 keep one byte a character
 * @property {Entry[]} inputs what the bundle was made of
 * @property {Entry[] | null} types what was type-checked besides; null: nothing was
 */

/**
 * The bundle, when it is there and nothing that it was made of has changed; else undefined.
 * @param {import('./place.js').Place} place
 * @param {boolean} typecheck whether the types must have been checked too
 */
function openFresh(place, typecheck) {
  const stamp = readStamp(place);
  if (stamp === undefined) return undefined;
  const state = compare(place, stamp, typecheck);
  if (!state.bundleFresh || (typecheck && !state.typesFresh)) return undefined;
  if (state.refreshed) writeStamp(place, stamp, { mayFail: true });
  return openBundle(place, stamp);
}

/**
 * The bundle, or undefined when it was replaced or removed in between.
 * @param {import('./place.js').Place} place
 * @param {Stamp} stamp
 */
function openBundle(place, stamp) {
  const file = path.join(place.base, stamp.bundle[0]);
  try {
    // Open, it can be read to the end of the process, whoever removes it.
    const descriptor = fs.openSync(file);
    let source;
    return {
      file,
      // The same wherever it lies, as what is rendered need not be.
      sources: stamp.bundle[5],
      // What asks where it lies may do otherwise elsewhere.
      digest: stamp.located ? require('./digest.js').digest(`${stamp.bundle[5]}\n${place.base}`) : stamp.bundle[5],
      get source() {
        return (source ??= fs.readFileSync(descriptor, stamp.encoding));
      },
      openQuick() {
        const quick = path.join(place.base, stamp.quick[0]);
        return { file: quick, source: fs.readFileSync(quick, stamp.encoding) };
      },
    };
  } catch {
    return undefined;
  }
}

/**
 * What is still as the stamp says. Entries whose stat alone changed are brought up to date in the stamp.
 * @param {import('./place.js').Place} place
 * @param {Stamp} stamp
 * @param {boolean} typecheck
 */
function compare(place, stamp, typecheck) {
  let refreshed = false;
  const same = (entry) => {
    const stat = statOf(place.base, entry[0]);
    // Asked of more than a thousand files on every start, so with nothing put together for it.
    if (stat !== undefined && stat.size === entry[1] && stat.mtimeMs === entry[2] && stat.ctimeMs === entry[3] && stat.ino === entry[4]) return true;
    const now = entryOf(entry[0], stat);
    if (now[1] === -1 || entry[1] === -1) return now[1] === entry[1];
    // How large a folder is says nothing of what lies in it.
    if (now[1] !== entry[1] && !entry[0].endsWith('/')) return false;
    if (require('./digest.js').digestEntry(place.base, entry[0]) !== entry[5]) return false;
    // A file written a moment ago may be written again within the clock's tick, so its stat proves nothing yet.
    if (Date.now() - now[3] > 1000) {
      for (const field of [1, 2, 3, 4]) entry[field] = now[field];
      refreshed = true;
    }
    return true;
  };
  const bundleFresh = stamp.entry === path.relative(place.base, place.entry).split(path.sep).join('/') && same(stamp.bundle) && (stamp.quick === null || same(stamp.quick)) && stamp.inputs.every(same);
  const typesFresh = bundleFresh && typecheck && stamp.types !== null && stamp.types.every(same);
  return { bundleFresh, typesFresh, refreshed };
}

/**
 * A file's entry without its digest.
 * @param {string} base
 * @param {string} file relative to base
 * @returns {Entry}
 */
function entryStat(base, file) {
  return entryOf(file, statOf(base, file));
}

const MAY_BE_MISSING = { throwIfNoEntry: false };

/**
 * @param {string} base
 * @param {string} file
 * @returns {fs.Stats | undefined}
 */
function statOf(base, file) {
  try {
    return fs.statSync(`${base}/${file}`, MAY_BE_MISSING);
  } catch {
    return undefined; // ENOTDIR, ELOOP, EACCES: not a file that can be read.
  }
}

/**
 * @param {string} file
 * @param {fs.Stats | undefined} stat
 * @returns {Entry}
 */
function entryOf(file, stat) {
  return stat === undefined ? [file, -1, 0, 0, 0, ''] : [file, stat.size, stat.mtimeMs, stat.ctimeMs, stat.ino, ''];
}

/**
 * The stamp, or undefined when there is none that can be read.
 * @param {import('./place.js').Place} place
 * @returns {Stamp | undefined}
 */
function readStamp(place) {
  let stamp;
  try {
    stamp = JSON.parse(fs.readFileSync(path.join(place.folder, STAMPS[place.kind]), 'utf8'));
  } catch {
    return undefined;
  }
  const whole =
    stamp?.version === VERSION &&
    typeof stamp.entry === 'string' &&
    (stamp.encoding === 'latin1' || stamp.encoding === 'utf8') &&
    isEntry(stamp.bundle) &&
    (place.kind === 'synth' ? isEntry(stamp.quick) : stamp.quick === null) &&
    typeof stamp.located === 'boolean' &&
    Array.isArray(stamp.inputs) &&
    stamp.inputs.length > 0 &&
    stamp.inputs.every(isEntry) &&
    (stamp.types === null || (Array.isArray(stamp.types) && stamp.types.every(isEntry)));
  return whole ? stamp : undefined;
}

/** @param {unknown} entry */
function isEntry(entry) {
  return Array.isArray(entry) && entry.length === 6 && typeof entry[0] === 'string' && typeof entry[5] === 'string';
}

/**
 * Writes the stamp, whole or not at all. It is the last step of a build: what it names is in place by then.
 * @param {import('./place.js').Place} place
 * @param {Omit<Stamp, 'version'>} stamp
 * @param {{ mayFail?: boolean }} [options] mayFail: a folder that cannot be written to is no error
 */
function writeStamp(place, stamp, { mayFail = false } = {}) {
  try {
    replaceFile(path.join(place.folder, STAMPS[place.kind]), JSON.stringify({ ...stamp, version: VERSION }));
  } catch (error) {
    if (!mayFail) throw error;
  }
}

/**
 * Puts a file in place in one step, so that no reader ever sees a half of it.
 * @param {string} file
 * @param {string | Uint8Array} content
 */
function replaceFile(file, content) {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    fs.writeFileSync(temporary, content);
    fs.renameSync(temporary, file);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
}

module.exports = { openFresh, openBundle, compare, entryStat, readStamp, writeStamp, replaceFile };
