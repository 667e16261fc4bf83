'use strict';
// cdk8s-cli deletes the folder that its --output names before it runs the app. Where that is dist or lies in it
// and the app then fails or is killed, the last good manifests would be gone. So they are put back before
// anything else, each file from where it certainly is what it was: slipway's synth keeps a second link to each
// file it writes (src/cli/keep-dist.ts), and git has what it checked out itself since.

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

/** How many milliseconds before this process cdk8s-cli may have begun to delete. */
const DELETING = 10_000;

/**
 * Puts back what cdk8s-cli deleted, where its output folder is dist or lies in it.
 * @param {string} root the project
 * @param {string | undefined} named CDK8S_OUTDIR, as it is
 * @returns {string | undefined} what a user whose run then fails must know of it; undefined where nothing was deleted
 */
function restoreDist(root, named) {
  const deleted = named ? inDist(root, named) : undefined;
  if (deleted === undefined || !isGone(path.join(root, deleted))) return undefined;
  const linked = relinkKept(root, deleted);
  const tracked = (git(root, ['--literal-pathspecs', 'ls-files', '-z', '--cached', '--', deleted]) ?? '').split('\0').filter((file) => file !== '' && !linked.has(file));
  const checkedOut = tracked.length > 0 && git(root, ['checkout-index', '-z', '--stdin', '--quiet'], tracked.join('\0')) !== undefined ? tracked.length : 0;
  const count = linked.size + checkedOut;
  if (count > 0) return `cdk8s had deleted ${deleted} before slipway could run; its ${count === 1 ? 'file is' : `${count} files are`} back`;
  return `cdk8s deletes ${deleted} before slipway can run, and neither slipway nor git has kept it\n  fix: mend what stands above, then run: npx slipway synth`;
}

/**
 * The output folder of cdk8s by its path in the project, where that is dist or lies in it.
 * @param {string} root
 * @param {string} named
 * @returns {string | undefined} with forward slashes
 */
function inDist(root, named) {
  const way = path.relative(root, realOf(path.resolve(named))).split(path.sep);
  return way[0] === 'dist' ? way.join('/') : undefined;
}

/**
 * The path with the links above it followed, as far as it exists.
 * @param {string} file
 * @returns {string}
 */
function realOf(file) {
  const parent = path.dirname(file);
  if (parent === file) return file;
  try {
    return path.join(fs.realpathSync(parent), path.basename(file));
  } catch {
    return path.join(realOf(parent), path.basename(file));
  }
}

/**
 * Deleting a file changes the time of its inode, so a kept link tells whether it is what stood in dist until now.
 * @param {string} root
 * @param {string} deleted
 * @returns {Set<string>} the files that are back, relative to the project
 */
function relinkKept(root, deleted) {
  const kept = path.join(root, '.slipway', 'kept');
  // What git has replaced since was no longer ours when it was deleted.
  const since = Math.max(Date.now() - process.uptime() * 1000 - DELETING, indexTime(root));
  const done = new Set();
  for (const file of filesAt(kept, deleted)) {
    if (fs.statSync(path.join(kept, file)).ctimeMs <= since) continue;
    const target = path.join(root, file);
    try {
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.linkSync(path.join(kept, file), target);
    } catch (error) {
      if (error.code !== 'EEXIST') continue; // git may do better
    }
    done.add(file);
  }
  return done;
}

/** When git last changed its index, in milliseconds; 0 where there is none. @param {string} root */
function indexTime(root) {
  const index = git(root, ['rev-parse', '--git-path', 'index'])?.trim();
  return (index && fs.statSync(path.resolve(root, index), { throwIfNoEntry: false })?.mtimeMs) || 0;
}

/**
 * @param {string} folder
 * @param {string} at a file or folder in it
 * @returns {string[]} all files there, by relative path
 */
function filesAt(folder, at) {
  const stat = fs.lstatSync(path.join(folder, at), { throwIfNoEntry: false });
  if (stat === undefined) return [];
  return stat.isDirectory() ? fs.readdirSync(path.join(folder, at)).flatMap((name) => filesAt(folder, `${at}/${name}`)) : [at];
}

/** @param {string} folder */
function isGone(folder) {
  try {
    return fs.readdirSync(folder).length === 0;
  } catch (error) {
    return error.code === 'ENOENT';
  }
}

/**
 * @param {string} root
 * @param {string[]} argv
 * @param {string} [input]
 * @returns {string | undefined} what git printed; undefined when it failed or is not there
 */
function git(root, argv, input) {
  const { status, stdout } = spawnSync('git', ['-c', 'core.fsmonitor=false', ...argv], { cwd: root, input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'], maxBuffer: 1 << 28, timeout: 60_000 });
  return status === 0 ? stdout : undefined;
}

module.exports = { inDist, restoreDist };
