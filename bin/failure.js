'use strict';
// What is printed when the command could not do its work.

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

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
  const stack = error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : `thrown: ${String(error)}`;
  const mapped = bundle === undefined || place === undefined ? stack : mapStack(stack, place, bundle);
  const { version } = JSON.parse(fs.readFileSync(path.join(__dirname, '..', 'package.json'), 'utf8'));
  const whose = ownCode(mapped, place);
  const verdict =
    whose === undefined
      ? `this is a defect of slipway ${version} (node ${process.version}, ${process.platform} ${process.arch}); please report it with the lines above`
      : `this was thrown by the project's own code, at ${whose}`;
  return `${mapped.split('\n').map(visible).join('\n')}\n\n${verdict}\n`;
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
 * Where in the project's own files, in a repository that uses slipway, an error was thrown.
 * @param {string} stack
 * @param {import('./place.js').Place} [place]
 */
function ownCode(stack, place) {
  if (place?.root === undefined || place.root === place.packageRoot) return undefined;
  const [, first] = /^\s+at (?:.* \()?((?!node:)[^()\s]+:\d+:\d+)\)?$/m.exec(stack) ?? [];
  return first === undefined || path.isAbsolute(first) || /(^|[\\/])(node_modules|\.\.)[\\/]/.test(first) ? undefined : first;
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
