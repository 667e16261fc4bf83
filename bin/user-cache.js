'use strict';
// Where the bundle lies that runs outside any project.

const { createHash } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

/**
 * A folder of the user's own, one for each copy of the package: under `$XDG_CACHE_HOME`, else `~/.cache`,
 * else the folder for temporary files.
 * @param {string} packageRoot
 */
function userCache(packageRoot) {
  const name = createHash('sha256').update(packageRoot).digest('hex').slice(0, 16);
  for (const base of [process.env.XDG_CACHE_HOME, homeCache()]) {
    // The XDG specification has relative paths ignored.
    if (base === undefined || !path.isAbsolute(base)) continue;
    const folder = path.join(base, 'slipway', name);
    if (writable(folder)) return folder;
  }
  return path.join(temporaryFolder(), name);
}

function homeCache() {
  try {
    return path.join(os.homedir(), '.cache');
  } catch {
    return undefined; // a user without a home, as in many containers
  }
}

/** @param {string} folder */
function writable(folder) {
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.accessSync(folder, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Others can write to the temporary folder too: what is run from there must be in a folder that is ours alone. */
function temporaryFolder() {
  const user = process.getuid?.() ?? 'user';
  const folder = path.join(os.tmpdir(), `slipway-${user}`);
  try {
    fs.mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const stat = fs.lstatSync(folder);
  const ours = stat.isDirectory() && (user === 'user' || (stat.uid === user && (stat.mode & 0o077) === 0));
  return ours ? folder : fs.mkdtempSync(path.join(os.tmpdir(), 'slipway-'));
}

module.exports = { userCache };
