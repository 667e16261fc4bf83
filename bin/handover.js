'use strict';
// How a failure of the app reaches the user of `cdk8s synth`. cdk8s-cli answers an app that exits with
// anything but 0 by a stack trace of its own and exit code 1. So the app says what is wrong and fails in the
// two ways that cdk8s-cli reports in plain words: where our plugin runs afterwards, by a note that makes the
// plugin fail the validation (exit code 2); where it does not, by not making the output folder, which
// cdk8s-cli takes for the failure that it is (exit code 1, the only one it has then).

const fs = require('node:fs');
const path = require('node:path');
const { leaveNote, takeNote } = require('./failure-note.js');
const { inDist } = require('./restore-dist.js');

/** A manifest's name to cdk8s-cli, and nothing but comments to everybody else, as `--stdout` prints it. */
const NOTE = 'slipway-failed.yaml';

/**
 * Leaves the failure to cdk8s-cli, where it is certain that it will report it.
 * @param {string[]} argv
 * @param {string | undefined} root
 * @param {readonly object[]} problems what is wrong, as far as it is known
 * @returns {boolean} whether the app may exit with 0
 */
function leaveFailure(argv, root, problems) {
  const { CDK8S_OUTDIR: named, CDK8S_RECORD_CONSTRUCT_METADATA: validations } = process.env;
  // cdk8s-cli sets both, and the second to true only when it will run validations.
  if (argv[0] !== 'app' || !named || root === undefined) return false;
  const outdir = path.resolve(named);
  try {
    if (validations === 'true') return namesPlugin(fs.readFileSync(path.join(root, 'cdk8s.yaml'), 'utf8')) && leaveToPlugin(outdir, root, inDist(root, named), problems);
    return validations === 'false' && isAbsent(outdir);
  } catch {
    return false;
  }
}

/**
 * @param {string} outdir
 * @param {string} root
 * @param {string | undefined} ofDist where it is dist or in it, in which nothing of ours but manifests has a place
 * @param {readonly object[]} problems
 */
function leaveToPlugin(outdir, root, ofDist, problems) {
  // cdk8s-cli gives up before it runs the plugin where there is no folder. One that is there already is another run's.
  if (!fs.existsSync(outdir)) {
    if (ofDist !== undefined && ofDist !== 'dist') return true;
    try {
      makeFolder(outdir);
    } catch {
      return true; // where none can be made, cdk8s-cli says that it is missing
    }
  }
  leaveNote(root, problems);
  // With a manifest in it cdk8s-cli does not say that there were none.
  if (ofDist === undefined && fs.lstatSync(outdir).isDirectory()) fs.writeFileSync(path.join(outdir, NOTE), '# Nothing was rendered: slipway said why on standard error.\n');
  return true;
}

/** Not `recursive`: where no folder can be made at all, such as in /proc, node would try for ever. @param {string} folder */
function makeFolder(folder) {
  if (fs.existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  fs.mkdirSync(folder);
}

/** Makes sure that an output folder with nothing in it is none. @param {string} outdir */
function isAbsent(outdir) {
  if (fs.lstatSync(outdir, { throwIfNoEntry: false })?.isDirectory()) fs.rmdirSync(outdir);
  return !fs.existsSync(outdir);
}

/**
 * The problems of the failure that the app left, as far as it knew them; undefined where it left none.
 * @param {readonly string[]} manifests
 * @param {string | undefined} root the project
 */
function takeFailure(manifests, root) {
  const problems = root === undefined ? undefined : takeNote(root);
  return problems ?? (manifests.some((manifest) => path.basename(manifest) === NOTE) ? [] : undefined);
}

/** @param {string} config text of cdk8s.yaml */
function namesPlugin(config) {
  const lines = config.split('\n').filter((line) => !/^\s*#/.test(line));
  return lines.some((line) => /\bpackage:.*\bbin\/plugin\.js\b/.test(line)) && lines.some((line) => /\bclass:.*\bSlipwayValidation\b/.test(line));
}

module.exports = { leaveFailure, takeFailure };
