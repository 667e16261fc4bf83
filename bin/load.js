'use strict';
// Loads the bundle, with what V8 compiled in earlier runs.

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');
const v8 = require('node:v8');
const vm = require('node:vm');

/** Length of the trailer behind V8's data: its SHA-256, then how long the list of commands before it is. */
const TRAILER = 32 + 2;

/**
 * @typedef {object} Loaded
 * @property {Record<string, unknown>} exports
 * @property {vm.Script} script
 * @property {string} cacheFile
 * @property {string[]} warm the commands whose functions the code cache holds
 */

/**
 * Runs the bundle's top level. The bundle is one function expression in the manner of CommonJS (see build.js).
 * @param {{ file: string, source: string }} bundle
 * @param {<Result>(run: () => Result) => Result} [around] runs the bundle's own code
 * @returns {Loaded}
 */
function loadBundle({ file, source }, around = (run) => run()) {
  // V8 refuses data of another version of itself, so that each version of node keeps its own.
  const cacheFile = file.replace(/js$/, `${process.version}-${process.arch}.cache`);
  const cache = readCodeCache(cacheFile);
  const script = new vm.Script(source, { filename: file, cachedData: cache?.data });
  const module = { exports: {} };
  const folder = path.dirname(file);
  const given = [module.exports, lazyRequire(createRequire(file)), module, file, folder, (place) => path.join(folder, place)];
  around(() => script.runInThisContext()(...given));
  return { exports: module.exports, script, cacheFile, warm: script.cachedDataRejected === false ? cache.commands : [] };
}

/** Node's modules that take milliseconds to load, and that most runs import and do not use; functions in them that libraries take out as they load. */
const SELDOM_USED = new Map([
  ['child_process', ['spawnSync', 'execSync', 'execFileSync']],
  ['fs/promises', []],
]);

/**
 * `require` for the bundle: what is seldom used is loaded when something in it is asked for.
 * @param {NodeJS.Require} require
 */
function lazyRequire(require) {
  return Object.assign((name) => {
    const functions = SELDOM_USED.get(String(name).replace(/^node:/, ''));
    return functions === undefined ? require(name) : lazily(() => require(name), functions);
  }, require);
}

/**
 * @param {() => object} load
 * @param {string[]} functions loaded for when they are called
 */
function lazily(load, functions) {
  const late = new Map(functions.map((name) => [name, (...args) => load()[name](...args)]));
  return new Proxy({}, {
    // Whether it is an ES module is asked as soon as it is imported; none of node's is.
    get: (_, name) => (name === '__esModule' ? undefined : late.get(name) ?? Reflect.get(load(), name)),
    set: (_, name, value) => Reflect.set(load(), name, value),
    has: (_, name) => name in load(),
    ownKeys: () => Reflect.ownKeys(load()),
    getOwnPropertyDescriptor: (_, name) => withConfigurable(Reflect.getOwnPropertyDescriptor(load(), name)),
  });
}

/**
 * A proxy may not say that its target, which is empty, must keep what it has not.
 * @param {PropertyDescriptor | undefined} descriptor
 */
function withConfigurable(descriptor) {
  return descriptor && { ...descriptor, configurable: true };
}

/**
 * What suits runs of a second or two. V8 waits longer before it optimizes a function: optimizing what is hot for so
 * short a time costs a third of it. It makes room for new objects at once instead of in small steps, before each of
 * which it copies what is there, and does not tidy up while nothing waits for it. By the version of V8, since one
 * that does not know a flag says so on stderr.
 */
const ROOM = ['--semi-space-growth-factor=16', '--no-minor-gc-task'];
const BY_CALLS = ['--invocation-count-for-maglev=5000', '--invocation-count-for-turbofan=30000', ...ROOM];
const FLAGS = new Map([
  [11, ['--interrupt-budget=1000000', ...ROOM]],
  [12, BY_CALLS],
  [13, BY_CALLS],
]);

/** Sets them, as early as can be; V8 takes flags into account in the code cache. */
function suitShortRuns() {
  for (const flag of FLAGS.get(Number.parseInt(process.versions.v8, 10)) ?? []) v8.setFlagsFromString(flag);
}

/**
 * The bundle's `app`.
 * @param {Loaded} loaded
 * @param {import('./place.js').Place} place
 */
function appOf(loaded, place) {
  const { app } = loaded.exports;
  if (typeof app?.main === 'function' && typeof app.validateFiles === 'function') return app;
  const { Fault } = require('./failure.js');
  throw new Fault([
    {
      file: path.relative(place.base, place.entry),
      message: 'does not export `app`, so there is nothing to run',
      fix: 'export const app = run(systems);',
    },
  ]);
}

/**
 * Writes down what V8 has compiled by the end of a run, once for each command, since each one uses other functions.
 * It saves time and nothing else, so it never fails.
 * @param {Loaded} loaded
 * @param {string | undefined} command
 */
function keepCodeCache({ script, cacheFile, warm }, command) {
  const name = command !== undefined && /^[a-z][a-z-]{0,19}$/.test(command) ? command : '-';
  if (warm.includes(name) || warm.length >= 20) return;
  try {
    const data = script.createCachedData();
    const commands = Buffer.from([...warm, name].join(' '));
    const length = Buffer.alloc(2);
    length.writeUInt16BE(commands.length);
    const body = Buffer.concat([data, commands, length]);
    require('./stamp.js').replaceFile(cacheFile, Buffer.concat([body, sha256(body)]));
  } catch {
    // A full disk, a folder that cannot be written to, or one that another build has just swept.
  }
}

/**
 * The code cache, when it is whole: V8 itself does not look for damage, and crashes on it.
 * @param {string} file
 */
function readCodeCache(file) {
  let content;
  try {
    content = fs.readFileSync(file);
  } catch {
    return undefined;
  }
  if (content.length < TRAILER) return undefined;
  const body = content.subarray(0, content.length - 32);
  if (!sha256(body).equals(content.subarray(content.length - 32))) return undefined;
  const commandsEnd = body.length - 2;
  const dataEnd = commandsEnd - body.readUInt16BE(commandsEnd);
  if (dataEnd < 0) return undefined;
  return { data: body.subarray(0, dataEnd), commands: body.toString('latin1', dataEnd, commandsEnd).split(' ') };
}

/** @param {Uint8Array} content */
function sha256(content) {
  return createHash('sha256').update(content).digest();
}

suitShortRuns();

module.exports = { loadBundle, appOf, keepCodeCache };
