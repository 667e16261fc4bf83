'use strict';
// What `cdk8s synth` runs after the app, for `validations` in cdk8s.yaml:
//   - package: ./node_modules/slipway/bin/plugin.js
//     version: 0.1.0
//     class: SlipwayValidation

const fs = require('node:fs');
const { wasLeft } = require('./handover.js');
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
    if (wasLeft(context.manifests, place.root)) {
      const what = { ruleName: 'renders', recommendation: 'slipway could not render; what is wrong stands above', fix: 'see the lines that begin with "fix:" above' };
      context.report.addViolation({ ...what, violatingResources: [] });
      context.report.submit('failure');
      return;
    }
    // The app has just run, and was type-checked as it was asked to.
    const loaded = loadBundle(openFresh(place, false) ?? (await require('./build.js').buildBundle(place, false)));
    const files = context.manifests.flatMap(readManifest);
    const violations = await appOf(loaded, place).validateFiles(files, { root: place.root, packageRoot: place.packageRoot });
    for (const { rule, recommendation, fix, resources } of group(violations)) {
      context.report.addViolation({ ruleName: rule, recommendation, fix, violatingResources: resources });
    }
    context.report.submit(violations.length === 0 ? 'success' : 'failure');
  }
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

/** @param {readonly { rule: string, recommendation: string, fix: string, file: string, resource: string, locations: readonly string[] }[]} violations */
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
