'use strict';
// The stamp: what the bundle was made of, so that a few hundred stats tell whether it is still good.

const fs = require('node:fs');
const path = require('node:path');

const VERSION = 1;

/**
 * A file as it was: path relative to the place's base, size (-1: there was none), mtimeMs, ctimeMs, inode,
 * and the SHA-256 of its content, which decides where only the stat differs.
 * @typedef {[string, number, number, number, number, string]} Entry
 *
 * @typedef {object} Stamp
 * @property {number} version
 * @property {string} entry the entry the bundle was made of, relative to the base
 * @property {Entry} bundle
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
 * The bundle's text, or undefined when it was replaced or removed in between.
 * @param {import('./place.js').Place} place
 * @param {Stamp} stamp
 */
function openBundle(place, stamp) {
  const file = path.join(place.base, stamp.bundle[0]);
  try {
    return { file, source: fs.readFileSync(file, stamp.encoding) };
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
    const now = entryStat(place.base, entry[0]);
    if (now[1] === entry[1] && now[2] === entry[2] && now[3] === entry[3] && now[4] === entry[4]) return true;
    if (now[1] !== entry[1] || now[1] === -1) return false;
    if (require('./digest.js').digestFile(path.join(place.base, entry[0])) !== entry[5]) return false;
    // A file written a moment ago may be written again within the clock's tick, so its stat proves nothing yet.
    if (Date.now() - now[3] > 1000) {
      for (const field of [2, 3, 4]) entry[field] = now[field];
      refreshed = true;
    }
    return true;
  };
  const bundleFresh = stamp.entry === path.relative(place.base, place.entry).split(path.sep).join('/') && same(stamp.bundle) && stamp.inputs.every(same);
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
  let stat;
  try {
    stat = fs.statSync(`${base}/${file}`, { throwIfNoEntry: false });
  } catch {
    // ENOTDIR, ELOOP, EACCES: not a file that can be read.
  }
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
    stamp = JSON.parse(fs.readFileSync(path.join(place.folder, 'stamp.json'), 'utf8'));
  } catch {
    return undefined;
  }
  const whole =
    stamp?.version === VERSION &&
    typeof stamp.entry === 'string' &&
    (stamp.encoding === 'latin1' || stamp.encoding === 'utf8') &&
    isEntry(stamp.bundle) &&
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
    replaceFile(path.join(place.folder, 'stamp.json'), JSON.stringify({ ...stamp, version: VERSION }));
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
