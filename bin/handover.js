'use strict';
// How a failure of the app reaches the user of `cdk8s synth`. cdk8s-cli answers an app that exits with
// anything but 0 by a stack trace of its own and exit code 1. So where our plugin runs afterwards, the
// app says what is wrong, leaves a note in the output folder and exits with 0; the plugin finds the note
// and fails the validation, which makes cdk8s-cli exit with 2.

const fs = require('node:fs');
const path = require('node:path');

/** A manifest's name to cdk8s-cli, and nothing but comments to everybody else, as `--stdout` prints it. */
const NOTE = 'slipway-failed.yaml';

/**
 * Leaves the failure to the plugin, where it is certain that the plugin will run.
 * @param {string[]} argv
 * @param {string | undefined} root
 * @returns {boolean} whether the app may exit with 0
 */
function leaveToPlugin(argv, root) {
  const outdir = process.env.CDK8S_OUTDIR;
  // cdk8s-cli sets it to true only when it will run validations: with --no-validate the exit code must tell.
  if (argv[0] !== 'app' || !outdir || process.env.CDK8S_RECORD_CONSTRUCT_METADATA !== 'true') return false;
  try {
    if (root === undefined || !namesPlugin(fs.readFileSync(path.join(root, 'cdk8s.yaml'), 'utf8'))) return false;
    fs.mkdirSync(outdir, { recursive: true });
    fs.writeFileSync(path.join(outdir, NOTE), '# Nothing was rendered: slipway said why on standard error.\n');
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether the app left a failure.
 * @param {readonly string[]} manifests
 */
function wasLeft(manifests) {
  return manifests.some((manifest) => path.basename(manifest) === NOTE);
}

/** @param {string} config text of cdk8s.yaml */
function namesPlugin(config) {
  const lines = config.split('\n').filter((line) => !/^\s*#/.test(line));
  return lines.some((line) => /\bpackage:.*\bbin\/plugin\.js\b/.test(line)) && lines.some((line) => /\bclass:.*\bSlipwayValidation\b/.test(line));
}

module.exports = { leaveToPlugin, wasLeft };
