'use strict';
// One run of the command: from argv to the exit code.

const { findPlace, standalone } = require('./place.js');
const { openBundle, openFresh, readStamp } = require('./stamp.js');
const { loadBundle, appOf, keepCodeCache } = require('./load.js');

/**
 * Runs the command line and sets the exit code: the command's own, or 2 when it could not be run.
 * @param {string[]} argv without node and the script
 */
async function run(argv) {
  let finished = false;
  let drained = false;
  let place;
  let bundle;
  /** What became of manifests that cdk8s-cli deleted. */
  let restored;
  /** What the user has to mend. */
  let problems = [];
  const fail = (error) => {
    finished = true;
    process.exitCode = 2;
    const { describeFailure, answerFailure } = require('./failure.js');
    process.stderr.write(describeFailure(error, place, bundle));
    if (asksJson(argv)) process.stdout.write(answerFailure(error));
  };

  // A reader that has seen enough (`| head`) is no failure: the command goes on to its end.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  process.on('uncaughtException', (error) => {
    fail(error);
    // The state is unknown from here on: nothing that is still pending may go on writing.
    process.exit(2);
  });
  process.on('beforeExit', () => (drained = true));
  process.on('exit', function ended(code) {
    if (!finished) {
      const error = new Error(drained ? 'the command stopped before it was finished: a promise was never settled' : `process.exit(${code}) ended the process before the command was finished`);
      // Called from within process.exit(): the stack is its caller's.
      Error.captureStackTrace(error, ended);
      fail(error);
    }
    if (process.exitCode === 2 && restored !== undefined) process.stderr.write(`${restored}\n`);
    if (process.exitCode === 2 && argv[0] === 'app' && require('./handover.js').leaveFailure(argv, place?.root, problems)) process.exitCode = 0;
  });

  // stdout is the answer alone: what the project's own code says stands beside it.
  globalThis.console = new console.Console(process.stderr, process.stderr);

  try {
    place = findPlace(argv[0] === 'synth' && !asksToWatch(argv) ? 'synth' : 'main');
    if (argv[0] === 'app' && place.root !== undefined) restored = require('./restore-dist.js').restoreDist(place.root, process.env.CDK8S_OUTDIR);
    const typecheck = place.typed && !asksNoTypecheck(argv);
    bundle = await open(place, typecheck).catch((error) => standIn(argv, place, error));
    const attempt = () => runCommand(argv, place, bundle, (found) => (problems = found));
    const { code, used } = await attempt().catch(async (error) => {
      if (error?.code !== 'left-out' || place.kind !== 'synth') throw error;
      // The command line asks for more than it looked like from here. Nothing is done yet: parts are loaded before they are used.
      place = findPlace();
      bundle = await open(place, typecheck);
      return attempt();
    });
    finished = true;
    process.exitCode = code;
    if (code !== 2) for (const loaded of used) keepCodeCache(loaded, argv[0]);
  } catch (error) {
    fail(error);
  }
}

/**
 * @param {import('./place.js').Place} place
 * @param {boolean} typecheck
 */
async function open(place, typecheck) {
  return openFresh(place, typecheck) ?? require('./build.js').buildBundle(place, typecheck);
}

/**
 * What does without the project's own sources what does not need them: to forget what was remembered must be possible
 * above all where something is wrong, and who watches waits until it is mended.
 * @param {string[]} argv
 * @param {import('./place.js').Place | undefined} place
 * @param {unknown} error why the project's own bundle does not do
 */
async function standIn(argv, place, error) {
  const words = options(argv);
  if (words.includes('cache') && words.includes('clear')) return open(standalone(), false);
  if (place?.root === undefined || !asksToWatch(argv)) throw error;
  return open(standalone(), false).catch(() => lastBundle(place, error));
}

/**
 * The bundle of the last good build, for slipway's own repository, whose sources are those of what stands in, too.
 * @param {import('./place.js').Place} place
 * @param {unknown} error why there is no newer one
 */
function lastBundle(place, error) {
  const stamp = readStamp(place);
  const bundle = stamp === undefined ? undefined : openBundle(place, stamp);
  if (bundle === undefined) throw error;
  return bundle;
}

/** What a thread may hold: it renders a few pairs at a time. Without a bound of its own it would collect as seldom as if it were alone. */
const THREAD_MIB = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 512 };

/**
 * Runs the command line: `synth` the short way, where that gives an answer, all else by the bundle.
 * @param {string[]} argv
 * @param {import('./place.js').Place} place
 * @param {NonNullable<ReturnType<typeof openFresh>>} bundle
 * @param {(problems: object[]) => void} onRefusal is told what is wrong where it could not do it
 */
async function runCommand(argv, place, bundle, onRefusal) {
  const used = [];
  const load = (one, around) => {
    const loaded = loadBundle(one, around);
    used.push(loaded);
    return loaded;
  };
  const { root, packageRoot } = place;
  if (place.kind === 'main') {
    let app;
    try {
      app = appOf(load(bundle), place);
    } catch (error) {
      app = appOf(load(await standIn(argv, place, error)), place);
    }
    return { code: await app.main(argv, { root, packageRoot, sources: bundle.sources }, onRefusal), used };
  }
  const short = bundle.openQuick();
  const { quick } = load(short).exports;
  const render = {
    bundle: bundle.digest,
    surroundings: quick.surroundings(),
    openWorker() {
      const { Worker } = require('node:worker_threads');
      // The source itself: its file may have been replaced by now. What the thread prints is nobody's.
      return new Worker(require.resolve('./render-worker.js'), { workerData: { bundle: { file: bundle.file, source: bundle.source }, quick: short, place: { ...place }, argv: process.argv }, stdout: true, stderr: true, resourceLimits: THREAD_MIB });
    },
  };
  let app;
  const openApp = async () => {
    if (app !== undefined) return app;
    /** @type {Promise<unknown> | undefined} */
    let done;
    const loaded = load(bundle, (top) => (done = render.surroundings.loading(top)));
    await done;
    return (app = appOf(loaded, place));
  };
  const code = (await quick.synth(argv, { root, packageRoot, render }, openApp)) ?? (await (await openApp()).main(argv, { root, packageRoot, render }, onRefusal));
  return { code, used };
}

// Three options are for the build too, which comes before anything that could read options: they are looked
// for here, and left for src/cli to read by its own rules.

/** @param {string[]} argv */
function asksNoTypecheck(argv) {
  return options(argv).includes('--no-typecheck') || !['', '0', 'false', undefined].includes(process.env.SLIPWAY_NO_TYPECHECK);
}

/** @param {string[]} argv */
function asksToWatch(argv) {
  return argv[0] === 'synth' && (options(argv).includes('--watch') || !['', '0', 'false', undefined].includes(process.env.SLIPWAY_WATCH));
}

/** @param {string[]} argv */
function asksJson(argv) {
  const words = options(argv);
  const form = words.findLastIndex((word) => /^(-o|--output)/.test(word));
  const asked = form === -1 ? process.env.SLIPWAY_OUTPUT : `${words[form]} ${words[form + 1]}`;
  return asked === 'json' || /^(-o ?=?|--output[ =])json\b/.test(asked ?? '');
}

/** @param {string[]} argv */
function options(argv) {
  const end = argv.indexOf('--');
  return argv.slice(0, end === -1 ? argv.length : end);
}

module.exports = { run };
