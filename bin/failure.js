'use strict';
// What is printed when the command could not do its work.

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { inspect } = require('node:util');

const MOST = 50;

/** Refusals of the operating system that say nothing about slipway or about what the user wrote. */
const MACHINE = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'EMFILE', 'ENFILE', 'ENOMEM']);

/** Something the user can mend, found before the bundle runs. The bundle's own is UserError in src/kernel/problem.ts. */
class Fault extends Error {
  /**
   * @param {{ file?: string, line?: number, column?: number, message: string, fix?: string }[]} problems
   * @param {string} [state] what was left as it was
   */
  constructor(problems, state) {
    const shown = problems.slice(0, MOST).map(describeProblem);
    if (problems.length > MOST) shown.push(`and ${problems.length - MOST} more`);
    if (state !== undefined) shown.push(`${problems.length} problem${problems.length === 1 ? '' : 's'}; ${state}`);
    super(shown.join('\n\n'));
    this.name = 'UserError';
    this.problems = problems;
  }
}

/** @param {{ file?: string, line?: number, column?: number, message: string, fix?: string }} problem */
function describeProblem({ file, line, column, message, fix }) {
  const body = message.split('\n');
  if (fix !== undefined) body.push(`fix: ${fix}`);
  const place = [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
  return (place === '' ? body : [place, ...body.map((text) => `  ${text}`)]).map(visible).join('\n');
}

/**
 * The text for stderr: of a user's error its message, of anything else the stack and whose defect it is.
 * @param {unknown} error
 * @param {import('./place.js').Place} [place]
 * @param {{ file: string }} [bundle]
 */
function describeFailure(error, place, bundle) {
  if (error?.name === 'UserError') return `${error.message}\n`;
  if (MACHINE.has(error?.code) && error.syscall !== undefined) return `the machine refused: ${visible(error.message)}\n`;
  const stack = stackOf(error);
  const mapped = bundle === undefined || place === undefined ? stack : mapStack(stack, place, bundle);
  return `${mapped.split('\n').map(visible).join('\n')}\n\n${verdict(mapped, error, place)}\n`;
}

/**
 * The answer on stdout with `-o json`, as src/reports/problems-json.ts writes it; of an error out of the
 * bundle, which answers for its own, nothing.
 * @param {unknown} error
 */
function answerFailure(error) {
  if (!(error instanceof Fault)) return '';
  return `${JSON.stringify({ schema: 'slipway.problems/v1', problems: error.problems }, null, 2)}\n`;
}

/**
 * The stack with the sources' places for the bundle's. The map is made only now, by another process,
 * because nothing that is asynchronous can be waited for after an uncaught error.
 * @param {string} stack
 * @param {import('./place.js').Place} place
 * @param {{ file: string }} bundle
 */
function mapStack(stack, place, bundle) {
  if (!stack.includes(bundle.file)) return stack;
  const input = JSON.stringify({ stack, place, file: bundle.file });
  const { status, stdout } = spawnSync(process.execPath, [path.join(__dirname, 'map-stack.js')], { input, timeout: 30_000 });
  return status === 0 ? stdout.toString() : stack;
}

/**
 * The stack, going on to what caused it: node leaves that out, and it is what went wrong.
 * @param {unknown} error
 * @param {number} [depth]
 * @returns {string}
 */
function stackOf(error, depth = 0) {
  if (!(error instanceof Error)) return `thrown: ${asText(error)}`;
  if (!Object.hasOwn(error, 'cause') || depth === 10) return error.stack ?? `${error.name}: ${error.message}`;
  // Where nothing but a value was thrown, the frames of who caught it are all there is.
  const own = error.cause instanceof Error || error.stack === undefined ? `${error.name}: ${error.message}` : error.stack;
  return `${own}\ncaused by ${stackOf(error.cause, depth + 1)}`;
}

/** @param {unknown} value */
function asText(value) {
  try {
    return typeof value === 'string' ? value : inspect(value, { depth: 2 });
  } catch {
    return 'a value that cannot be shown';
  }
}

/**
 * Whose defect it is: the project's, slipway's, or perhaps either's.
 * @param {string} stack
 * @param {unknown} error
 * @param {import('./place.js').Place} [place]
 */
function verdict(stack, error, place) {
  const { version } = JSON.parse(fs.readFileSync(path.join(__dirname, '..', 'package.json'), 'utf8'));
  const defect = `this is a defect of slipway ${version} (node ${process.version}, ${process.platform} ${process.arch}); please report it with the lines above`;
  // Slipway throws nothing but errors.
  if (place?.root !== undefined && !(rootOf(error) instanceof Error)) return "this was thrown by the project's own code, which threw no Error, so that nothing tells where; write: throw new Error('...')";
  const frames = framesOf(stack);
  const own = frames.find((frame) => isOwn(frame, place));
  if (own === undefined) return defect;
  // What node and libraries throw, they throw because of how they were called.
  const between = frames.slice(0, frames.indexOf(own)).some((frame) => isSlipways(frame, place));
  return between ? `the project's own code called slipway at ${own}: look there first; where that is in order, ${defect}` : `this was thrown by the project's own code, at ${own}`;
}

/** @param {unknown} error */
function rootOf(error) {
  for (let depth = 0; depth < 10 && error instanceof Error && Object.hasOwn(error, 'cause'); depth++) error = error.cause;
  return error;
}

/**
 * The places of the innermost error of a stack, the nearest first.
 * @param {string} stack
 */
function framesOf(stack) {
  const innermost = stack.slice(stack.lastIndexOf('\ncaused by ') + 1);
  return [...innermost.matchAll(/^\s+at (?:.* \()?((?!node:)[^()\s]+:\d+:\d+)\)?$/gm)].map(([, frame]) => frame.split(path.sep).join('/'));
}

/**
 * Whether a place lies in the project's own files; in slipway's own repository those are the systems.
 * @param {string} frame relative to the project where it lies there
 * @param {import('./place.js').Place} [place]
 */
function isOwn(frame, place) {
  if (place?.root === undefined || path.isAbsolute(frame) || /(^|\/)(node_modules|\.\.)\//.test(frame)) return false;
  return place.root !== place.packageRoot || frame.startsWith('src/systems/');
}

/**
 * @param {string} frame
 * @param {import('./place.js').Place} place
 */
function isSlipways(frame, place) {
  if (path.isAbsolute(frame)) return frame.startsWith(`${place.packageRoot}/`) && !frame.startsWith(`${place.packageRoot}/node_modules/`);
  if (place.root === place.packageRoot) return !/(^|\/)node_modules\//.test(frame);
  const at = path.relative(place.packageRoot, path.resolve(place.root, frame));
  return /(^|\/)node_modules\/slipway\/(?!node_modules\/)/.test(frame) || (!at.startsWith('..') && !at.startsWith('node_modules'));
}

/**
 * How to install what package.json lists.
 * @param {string} folder
 */
function installFix(folder) {
  return fs.existsSync(path.join(folder, 'package-lock.json')) ? 'npm ci' : 'npm install';
}

/** What others wrote may hold terminal escapes: control characters are shown, never sent. @param {string} text */
function visible(text) {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (c) => `\\u{${c.codePointAt(0).toString(16)}}`);
}

module.exports = { Fault, answerFailure, describeFailure, installFix };
