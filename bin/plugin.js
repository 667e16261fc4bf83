'use strict';
// What `cdk8s synth` runs after the app, for `validations` in cdk8s.yaml:
//   - package: ./node_modules/slipway/bin/plugin.js
//     version: 0.1.0
//     class: SlipwayValidation

const fs = require('node:fs');
const { takeFailure } = require('./handover.js');
const { findPlace } = require('./place.js');
const { openFresh } = require('./stamp.js');
const { loadBundle, appOf } = require('./load.js');

/** Slipway's checks as a validation plugin of cdk8s-cli: one violation for each rule and fix, with every object it concerns. */
class SlipwayValidation {
  /**
   * @param {object} context of cdk8s-cli: the files it wrote and the report to fill
   */
  async validate(context) {
    const place = findPlace();
    const problems = takeFailure(context.manifests, place.root);
    if (problems !== undefined) {
      fill(context.report, problems.length === 0 ? [UNKNOWN] : problems.map(violationOf));
      return;
    }
    // The app has just run, and was type-checked as it was asked to.
    const loaded = loadBundle(openFresh(place, false) ?? (await require('./build.js').buildBundle(place, false)));
    const files = context.manifests.flatMap(readManifest);
    const violations = await appOf(loaded, place).validateFiles(files, { root: place.root, packageRoot: place.packageRoot });
    fill(context.report, violations);
  }
}

/** What stands on standard error alone. */
const UNKNOWN = { rule: 'renders', recommendation: 'slipway could not render; what is wrong stands above', fix: 'see the lines that begin with "fix:" above', file: '', resource: 'the app', locations: ['standard error'] };

/**
 * @param {{ addViolation(violation: object): void, submit(status: string): void }} report
 * @param {readonly Violation[]} violations
 */
function fill(report, violations) {
  for (const { rule, recommendation, fix, resources } of group(violations)) {
    report.addViolation({ ruleName: rule, recommendation, fix, violatingResources: resources });
  }
  report.submit(violations.length === 0 ? 'success' : 'failure');
}

/**
 * What the render refused, in the form of what the checks find: its message ends with the rule, its path begins
 * with the pair and the object.
 * @param {{ file?: string, line?: number, path?: string, message?: string, fix?: string }} problem
 * @returns {Violation}
 */
function violationOf({ file = '', line, path = '', message = '', fix = '' }) {
  const [, recommendation = message, rule = 'renders'] = /^([^]*) \(([a-z0-9]+(?:-[a-z0-9]+)+)\)$/.exec(message) ?? [];
  const [pair = '', object, ...fields] = path.split(' › ');
  const where = line !== undefined ? `line ${line}` : pair === '' ? 'the whole' : pair;
  if (object === undefined) return { rule, recommendation, fix, file, resource: file === '' ? pair : file, locations: [where] };
  return { rule, recommendation, fix, file: file === '' ? `dist/${pair}` : file, resource: object, locations: fields.length === 0 ? [where] : fields };
}

/**
 * A file that cdk8s-cli listed. Another `cdk8s synth` may have deleted the shared output folder since; it
 * writes and validates it anew.
 * @param {string} path
 */
function readManifest(path) {
  try {
    return [{ path, text: fs.readFileSync(path, 'utf8') }];
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

/** @typedef {{ rule: string, recommendation: string, fix: string, file: string, resource: string, locations: readonly string[] }} Violation */

/** @param {readonly Violation[]} violations */
function group(violations) {
  const groups = new Map();
  for (const { rule, recommendation, fix, file, resource, locations } of violations) {
    const key = JSON.stringify([rule, recommendation, fix]);
    if (!groups.has(key)) groups.set(key, { rule, recommendation, fix, resources: [] });
    groups.get(key).resources.push({ resourceName: resource, manifestPath: file, locations });
  }
  return groups.values();
}

module.exports = { SlipwayValidation };
