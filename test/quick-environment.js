'use strict';
const { AsyncLocalStorage } = require('node:async_hooks');
const vm = require('node:vm');
const { TestEnvironment } = require('jest-environment-node');

/**
 * What the language itself defines and no test replaces. Jest's global object answers by way of a
 * Proxy: a loop that says `Array.isArray` waits for that most of the time.
 */
const NAMES =
  'Object, Function, Array, String, Number, Boolean, Symbol, BigInt, Math, JSON, Reflect, Proxy, RegExp, Map, Set, WeakMap, WeakSet, WeakRef, Promise, ' +
  'Error, AggregateError, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError, ' +
  'Infinity, NaN, isFinite, isNaN, parseFloat, parseInt, encodeURI, encodeURIComponent, decodeURI, decodeURIComponent, ' +
  'Buffer, ArrayBuffer, DataView, Uint8Array, Int32Array, Uint32Array, Float64Array, BigInt64Array, BigUint64Array';
const inLanguage = new vm.Script(`[${NAMES}]`);
/** Those values, of each context. */
const languages = new WeakMap();

/** The code of each file that Jest ran in this process, which serves every context. */
const scripts = new Map();

/** `vm.compileFunction` as Jest calls it, which compiles each file once a process, not once a suite. */
function compileOnce(source, parameters, options) {
  const { filename, parsingContext } = options;
  if (parsingContext === undefined || filename === undefined) return compileFunction(source, parameters, options);
  let known = scripts.get(filename);
  if (known?.source !== source) {
    const head = `(function (${NAMES}) { return function (${parameters.join(', ')}) {`;
    known = { source, script: new vm.Script(`${head}${source}\n}; })`, { filename, columnOffset: -head.length }) };
    scripts.set(filename, known);
  }
  let language = languages.get(parsingContext);
  if (language === undefined) languages.set(parsingContext, (language = inLanguage.runInContext(parsingContext)));
  return known.script.runInContext(parsingContext)(...language);
}

const { compileFunction } = vm;
vm.compileFunction = compileOnce;

/** Every storage that is in use makes every promise dearer, and each suite brings one of jest-circus. */
const storages = new Set();
const { run } = AsyncLocalStorage.prototype;
AsyncLocalStorage.prototype.run = function (...call) {
  storages.add(this);
  return run.apply(this, call);
};

/** Node's environment of Jest without what it does anew for each suite. */
module.exports = class QuickEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    // Each `expect` notes where it stands.
    this.global.Error.stackTraceLimit = 25;
  }

  async teardown() {
    for (const storage of storages) storage.disable();
    storages.clear();
    await super.teardown();
  }
};
