'use strict';
// One build at a time. The lock saves work, it does not keep anything whole: builds put their files in
// place in single steps, so where a lock is broken wrongly, two build and the later one counts.

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const POLL = 40; // ms
const HEARTBEAT = 1000; // ms between two signs of life of the one who builds
const SILENCE = 10_000; // ms without one, after which a lock counts as left behind
const PATIENCE = 120_000; // ms after which we build without the lock

/**
 * Runs `work` while holding the folder's lock. While another process holds it, `done` is asked whether
 * that one's result will do.
 * @template T
 * @param {string} folder
 * @param {() => T | undefined} done asked whenever the lock was found free
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function withLock(folder, done, work) {
  const file = path.join(folder, 'lock');
  const owner = `${process.pid} ${os.hostname()}`;
  const deadline = Date.now() + PATIENCE;
  let held = false;
  while (!held && Date.now() < deadline) {
    held = take(file, owner);
    if (held) break;
    if (leftBehind(file, owner)) fs.rmSync(file, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, POLL));
  }
  const heartbeat = setInterval(() => touch(file), HEARTBEAT);
  try {
    return done() ?? (await work());
  } finally {
    clearInterval(heartbeat);
    if (held && read(file) === owner) fs.rmSync(file, { force: true });
  }
}

/**
 * @param {string} file
 * @param {string} owner
 */
function take(file, owner) {
  try {
    // A link and what it says come into being in one step; a file would be empty for a moment.
    fs.symlinkSync(owner, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Whether nobody is going to remove this lock: its process is gone, or has given no sign of life, which
 * also covers a process id that is in use again and a holder on another machine.
 * @param {string} file
 * @param {string} owner
 */
function leftBehind(file, owner) {
  const stat = fs.lstatSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return false;
  if (Date.now() - stat.mtimeMs > SILENCE) return true;
  const [pid, host] = read(file).split(' ');
  return host === os.hostname() && (`${pid} ${host}` === owner || !alive(Number(pid)));
}

/** @param {number} pid */
function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** @param {string} file */
function read(file) {
  try {
    return fs.readlinkSync(file);
  } catch {
    return '';
  }
}

/** @param {string} file */
function touch(file) {
  const now = new Date();
  try {
    fs.lutimesSync(file, now, now);
  } catch {
    // Another process took the lock for left behind; see the top.
  }
}

module.exports = { withLock };
