'use strict';
// Builds the bundle: esbuild and tsc side by side, under a lock, and everything in place in single steps
// with the stamp last, so that a build that was killed has changed nothing.

const fs = require('node:fs');
const path = require('node:path');
const { digest, digestEntry } = require('./digest.js');
const { esbuildBundle } = require('./esbuild-bundle.js');
const { Fault, installFix } = require('./failure.js');
const { withLock } = require('./lock.js');
const { openBundle, compare, entryStat, openFresh, readStamp, replaceFile, writeStamp } = require('./stamp.js');
const { typecheck: checkTypes } = require('./typecheck.js');
const { relative, standsForSources, watched } = require('./watched.js');

/** How often a build is begun again because a source changed under it. */
const ATTEMPTS = 3;

/**
 * Makes the bundle fresh, or waits for another process that is doing so.
 * @param {import('./place.js').Place} place
 * @param {boolean} typecheck
 * @returns {Promise<{ file: string, source: string }>}
 */
async function buildBundle(place, typecheck) {
  if (place.root !== undefined && !installed(place.root)) {
    throw new Fault([{ message: `the packages of ${place.root} are not installed`, fix: installFix(place.root) }]);
  }
  try {
    fs.mkdirSync(place.folder, { recursive: true });
    return await withLock(
      place.folder,
      () => openFresh(place, typecheck),
      () => buildNow(place, typecheck),
    );
  } catch (error) {
    throw unwritable(error, place);
  }
}

/**
 * Whether there are packages at all: in a workspace they lie further up.
 * @param {string} folder
 */
function installed(folder) {
  return fs.existsSync(path.join(folder, 'node_modules')) || (path.dirname(folder) !== folder && installed(path.dirname(folder)));
}

/**
 * @param {import('./place.js').Place} place
 * @param {boolean} typecheck
 */
async function buildNow(place, typecheck) {
  const old = readStamp(place);
  const good = old !== undefined && compare(place, old, false).bundleFresh && openBundle(place, old) !== undefined ? old : undefined;
  for (let attempt = 1; ; attempt++) {
    const start = clock(place);
    // Where only the types are unchecked, the bundle stays as it is.
    const [bundled, checked] = await Promise.all([
      good === undefined || attempt > 1 ? esbuildBundle(place) : undefined,
      typecheck ? (checkedBeside(place) ?? checkTypes(place)) : undefined,
    ]);
    const problems = merged(bundled?.problems ?? [], checked?.problems ?? []);
    const inputs = bundled === undefined ? good.inputs.map(([file]) => file) : watched(place, bundled.inputs, bundled.folders);
    const known = new Set(inputs);
    const types = checked === undefined ? [] : watched(place, checked.inputs).filter((file) => !known.has(file));
    const entries = [...inputs, ...types].map((file) => record(place, file));
    const end = clock(place);
    // What changed while it was being read may be in the bundle in its old form or in its new one.
    const changed = entries.filter(([, , , ctime]) => ctime >= start && ctime <= end);
    // And what an editor was writing may have been read half, and found wanting.
    if (changed.length > 0 && attempt < ATTEMPTS) continue;
    if (problems.length > 0) throw new Fault(problems, place.root === undefined ? 'nothing was done' : 'dist is as it was');
    for (const entry of changed) entry[5] = entry[1] = -1;

    return publish(place, bundled, {
      entry: relative(place.base, place.entry),
      bundle: good?.bundle,
      quick: good?.quick ?? null,
      located: good?.located,
      encoding: good?.encoding,
      inputs: entries.slice(0, inputs.length),
      types: checked === undefined ? null : entries.slice(inputs.length),
    });
  }
}

/**
 * What the compiler found for the other kind of bundle, where nothing that it read has changed since: it reads the same.
 * @param {import('./place.js').Place} place
 */
function checkedBeside(place) {
  const beside = { ...place, kind: place.kind === 'main' ? 'synth' : 'main' };
  const stamp = readStamp(beside);
  if (stamp === undefined || !compare(beside, stamp, true).typesFresh) return undefined;
  return { problems: [], inputs: [...stamp.inputs, ...stamp.types].flatMap(([file]) => (file.endsWith('/') ? [] : [path.join(place.base, file)])) };
}

/**
 * Puts the bundle in place, then the stamp that names it, then removes what neither needs.
 * @param {import('./place.js').Place} place
 * @param {{ text: string, quick?: string } | undefined} bundled the new bundle; undefined: the one that is there stays
 * @param {Omit<import('./stamp.js').Stamp, 'version'>} stamp
 */
function publish(place, bundled, stamp) {
  if (bundled !== undefined) {
    const write = (kind, text) => {
      const file = path.join(place.folder, `${kind}-${digest(text).slice(0, 16)}.js`);
      replaceFile(file, text);
      return record(place, relative(place.base, file));
    };
    stamp.bundle = write(place.kind, bundled.text);
    stamp.quick = bundled.quick === undefined ? null : write('quick', bundled.quick);
    stamp.located = bundled.text.includes('__slipwayAt(');
    stamp.encoding = /[^\0-\x7f]/.test(bundled.text + (bundled.quick ?? '')) ? 'utf8' : 'latin1';
    sweep(place, [stamp.bundle, stamp.quick].flatMap((entry) => (entry === null ? [] : [path.basename(entry[0], '.js')])));
  }
  writeStamp(place, stamp);
  const opened = openBundle(place, stamp);
  if (opened === undefined) throw new Error(`${stamp.bundle[0]} vanished as soon as it was written`);
  return opened;
}

/**
 * Removes former bundles, and what killed processes left. A process that is about to load one of them
 * finds it gone and looks again.
 * @param {import('./place.js').Place} place
 * @param {string[]} keep names without their endings
 */
function sweep({ folder, kind }, keep) {
  const kinds = kind === 'synth' ? /^(synth|quick)-/ : /^main-/;
  for (const name of fs.readdirSync(folder)) {
    const file = path.join(folder, name);
    const former = kinds.test(name) && !keep.some((kept) => name.startsWith(kept)) && !name.endsWith('.tmp');
    const left = name.endsWith('.tmp') && Date.now() - (fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > 60_000;
    if (former || left) fs.rmSync(file, { force: true });
  }
}

/**
 * @param {import('./place.js').Place} place
 * @param {string} file relative to the base
 */
function record(place, file) {
  const entry = entryStat(place.base, file);
  if (entry[1] !== -1) entry[5] = standsForSources(place, path.join(place.base, file)) ? 'its stat' : digestEntry(place.base, file);
  return entry;
}

/**
 * The time as the file system keeps it, in milliseconds: it may be another machine's.
 * @param {import('./place.js').Place} place
 */
function clock(place) {
  const file = path.join(place.folder, `clock.${process.pid}.tmp`);
  fs.writeFileSync(file, '');
  const { ctimeMs } = fs.statSync(file);
  fs.rmSync(file, { force: true });
  return ctimeMs;
}

/**
 * Problems of either tool. A syntax error is found by both: the compiler's words count.
 * @param {object[]} bundling
 * @param {object[]} typing
 */
function merged(bundling, typing) {
  const lines = new Set(typing.map(({ file, line }) => `${file}:${line}`));
  return [...typing, ...bundling.filter(({ file, line }) => !lines.has(`${file}:${line}`))];
}

/**
 * @param {any} error
 * @param {import('./place.js').Place} place
 */
function unwritable(error, place) {
  if (!['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOSPC', 'EDQUOT'].includes(error.code) || error.path === undefined) return error;
  return new Fault([
    {
      message: `${path.dirname(place.folder)}, where slipway keeps what it builds, cannot be written to: ${error.message}`,
      fix: 'make it a folder that this user can write to, or run `slipway --version` once where it is one',
    },
  ]);
}

module.exports = { buildBundle };
