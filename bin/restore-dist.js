'use strict';
// cdk8s-cli deletes the folder that its --output names before it runs the app. Where that is dist and the app
// then fails, the last good manifests would be gone. Each file is put back from where it certainly is what it
// was: slipway's synth keeps a second link to each file it writes (src/cli/keep-dist.ts), and git has what it
// checked out itself since.

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

/** How many milliseconds before this process cdk8s-cli may have begun to delete. */
const DELETING = 10_000;

/**
 * Puts dist back where it was deleted; says so on standard error, or that nobody has it.
 * @param {string} root the project
 */
function restoreDist(root) {
  if (!isGone(path.join(root, 'dist'))) return;
  const linked = relinkKept(root);
  const tracked = (git(root, ['ls-files', '-z', '--cached', '--', 'dist']) ?? '').split('\0').filter((file) => file !== '' && !linked.has(file));
  const checkedOut = tracked.length > 0 && git(root, ['checkout-index', '-z', '--stdin', '--quiet'], tracked.join('\0')) !== undefined ? tracked.length : 0;
  process.stderr.write(
    linked.size + checkedOut > 0
      ? `cdk8s had deleted dist before slipway could run; its ${linked.size + checkedOut} files are back\n`
      : 'cdk8s deleted dist before slipway could run, and neither slipway nor git has kept it\n  fix: mend what stands above, then run: npx slipway synth\n',
  );
}

/**
 * Deleting a file changes the time of its inode, so a kept link tells whether it is what stood in dist until now.
 * @param {string} root
 * @returns {Set<string>} the files that are back, relative to the project
 */
function relinkKept(root) {
  const kept = path.join(root, '.slipway', 'kept');
  // What git has replaced since was no longer ours when it was deleted.
  const since = Math.max(Date.now() - process.uptime() * 1000 - DELETING, indexTime(root));
  const done = new Set();
  for (const file of filesIn(kept, '')) {
    if (fs.statSync(path.join(kept, file)).ctimeMs <= since) continue;
    const target = path.join(root, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.linkSync(path.join(kept, file), target);
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
 * @param {string} below
 * @returns {string[]} all files, by relative path
 */
function filesIn(folder, below) {
  if (!fs.existsSync(path.join(folder, below))) return [];
  return fs.readdirSync(path.join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const file = below === '' ? entry.name : `${below}/${entry.name}`;
    return entry.isDirectory() ? filesIn(folder, file) : [file];
  });
}

/** @param {string} dist */
function isGone(dist) {
  try {
    return fs.readdirSync(dist).length === 0;
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

module.exports = { restoreDist };
