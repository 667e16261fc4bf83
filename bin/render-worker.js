'use strict';
// A thread that renders parts of what `slipway synth` renders, by the very bundle of the main thread.

const { parentPort, workerData } = require('node:worker_threads');
const { loadBundle, appOf } = require('./load.js');

const { bundle, quick, place, argv } = workerData;
// As definitions find it in the main thread.
process.argv = argv;
// As in run.js; what is printed here reaches nobody (see src/cli/ahead/listening.ts).
globalThis.console = new console.Console(process.stderr, process.stderr);
const surroundings = loadBundle(quick).exports.quick.surroundings();
let done;
const loaded = loadBundle(bundle, (top) => (done = surroundings.loading(top)));
const app = done.then(() => appOf(loaded, place));
let last = app;
parentPort.on('message', (part) => {
  last = last.then(async () => parentPort.postMessage(await (await app).renderPart(part, { root: place.root, surroundings })));
});
app.then(() => parentPort.postMessage('ready'));
