'use strict';
// The note by which a failed app tells the plugin that runs after it, in cdk8s-cli's own process. It lies
// apart from the output folder, which another `cdk8s synth` may delete at any moment, and names the
// processes above the app, so that no plugin takes another run's.

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

/** Shells and package managers may stand between cdk8s-cli and the app. */
const MOST_ANCESTORS = 12;

/** A report is read by people. */
const MOST_PROBLEMS = 100;

/** After so many milliseconds nobody comes for a note any more. */
const OLD = 3_600_000;

/** @param {string} root the project */
function folderOf(root) {
  return path.join(root, '.slipway', 'failed');
}

/**
 * Leaves the note of this process.
 * @param {string} root the project
 * @param {readonly object[]} [problems] what the user has to mend
 * @throws when it cannot be written
 */
function leaveNote(root, problems = []) {
  const folder = folderOf(root);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, String(process.pid)), `${ancestors().join(' ')}\n${JSON.stringify(problems.slice(0, MOST_PROBLEMS))}`);
}

/**
 * The problems in the note that a process below this one left, undefined where none did; it is taken away.
 * @param {string} root the project
 * @returns {readonly object[] | undefined}
 */
function takeNote(root) {
  const started = Date.now() - process.uptime() * 1000;
  let found;
  for (const file of notesIn(folderOf(root))) {
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    if (stat === undefined) continue;
    // What is older than this process was left for one that had its number before.
    const [above = '', problems] = stat.mtimeMs >= started - 1000 ? fs.readFileSync(file, 'utf8').split('\n') : [];
    const ours = above.split(' ').includes(String(process.pid));
    if (ours) found ??= listIn(problems);
    if (ours || Date.now() - stat.mtimeMs > OLD) fs.rmSync(file, { force: true });
  }
  return found;
}

/** @param {string | undefined} text of a note that may be half written */
function listIn(text) {
  try {
    const list = JSON.parse(text ?? '');
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

/** @param {string} folder */
function notesIn(folder) {
  try {
    return fs.readdirSync(folder).map((name) => path.join(folder, name));
  } catch {
    return []; // nobody has failed here
  }
}

/** The processes above this one, the nearest first. */
function ancestors() {
  const found = [];
  for (let pid = process.ppid; pid > 1 && found.length < MOST_ANCESTORS; pid = parentOf(pid)) found.push(pid);
  return found;
}

/**
 * @param {number} pid
 * @returns {number} 0 where there is none or nobody can tell
 */
function parentOf(pid) {
  try {
    // Its fourth field; the second, the program's name in brackets, may hold anything.
    const stat = process.platform === 'linux' ? fs.readFileSync(`/proc/${pid}/stat`, 'utf8') : undefined;
    const text = stat === undefined ? execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }) : stat.slice(stat.lastIndexOf(')') + 1).trim().split(' ')[1];
    return Number.parseInt(text, 10) || 0;
  } catch {
    return 0;
  }
}

module.exports = { leaveNote, takeNote };
