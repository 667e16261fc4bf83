const path = require('node:path');

/**
 * Starts the longest suites first, so that none of them is left alone at the end. Seconds that each
 * took on two cores; a suite that is not named here begins at once.
 */
const SECONDS = {
  'src/delivery/publish/publish.soak.test.ts': 222,
  'test/delivery.soak.test.ts': 178,
  'src/delivery/release/advance-branch.soak.test.ts': 150,
  'test/broken.soak.test.ts': 125,
  'test/synth.soak.test.ts': 115,
  'test/incremental.soak.test.ts': 114,
  'src/delivery/publish/edits.soak.test.ts': 101,
  'test/plan-picture.soak.test.ts': 94,
  'test/init.soak.test.ts': 71,
  'test/systems-variants.soak.test.ts': 67,
  'test/watch.soak.test.ts': 61,
  'test/plan-systems.soak.test.ts': 53,
  'test/entry.soak.test.ts': 48,
  'test/validate.soak.test.ts': 47,
  'test/attest.soak.test.ts': 46,
  'test/workflows.soak.test.ts': 44,
  'test/init-project.soak.test.ts': 41,
  'test/delivery-story.soak.test.ts': 40,
  'test/entry-build.soak.test.ts': 39,
  'test/cdk8s-pairs.soak.test.ts': 38,
  'test/publish.soak.test.ts': 34,
  'test/edited-state.soak.test.ts': 33,
  'test/diff-html.soak.test.ts': 32,
  'test/promoted-edits.soak.test.ts': 32,
  'src/kernel/yaml-emitter.soak.test.ts': 31,
  'test/delivery-ledger.soak.test.ts': 30,
  'test/delivery-images.soak.test.ts': 29,
  'test/pages.soak.test.ts': 27,
  'src/checks/check-manifests.soak.test.ts': 25,
  'test/diff-command.soak.test.ts': 23,
  'src/delivery/publish/big.soak.test.ts': 22,
  'test/merge.soak.test.ts': 21,
  'test/synth-cdk8s.soak.test.ts': 20,
  'src/delivery/publish/modes.soak.test.ts': 20,
  'src/delivery/release/advance-branch-answers.soak.test.ts': 20,
  'test/contract.soak.test.ts': 19,
  'test/diff-hostile.soak.test.ts': 18,
  'test/synth-own-code.soak.test.ts': 18,
  'test/diff-scale.soak.test.ts': 18,
  'test/forced-gitops.soak.test.ts': 18,
  'test/release.soak.test.ts': 16,
  'test/delivery-stages.soak.test.ts': 14,
  'test/validate-command.soak.test.ts': 13,
  'test/broken-cdk8s.soak.test.ts': 12,
  'test/workflow-scripts.soak.test.ts': 12,
  'src/delivery/publish/hostile.soak.test.ts': 11,
  'src/delivery/ledger/git-ledger-answers.soak.test.ts': 11,
  'test/helm.soak.test.ts': 10,
  'src/delivery/publish/shared.soak.test.ts': 10,
  'src/delivery/publish/remote.soak.test.ts': 9,
  'src/delivery/publish/edits-named.soak.test.ts': 9,
  'src/delivery/ledger/git-ledger.soak.test.ts': 9,
  'src/delivery/publish/newer.soak.test.ts': 9,
  'test/help-examples.soak.test.ts': 7,
  'test/attest-answers.soak.test.ts': 7,
  'test/validate-pages.soak.test.ts': 7,
  'test/plan-pages.soak.test.ts': 6,
  'test/moved-constructs.soak.test.ts': 4,
  'test/validate-once.soak.test.ts': 4,
  'test/validate-systems.soak.test.ts': 4,
};

const secondsOf = ({ path: file }) => SECONDS[path.relative(path.dirname(__dirname), file).split(path.sep).join('/')] ?? Infinity;

module.exports = class SoakSequencer {
  sort(tests) {
    return [...tests].sort((one, other) => (secondsOf(one) === secondsOf(other) ? 0 : secondsOf(other) - secondsOf(one)));
  }

  shard(tests, { shardIndex, shardCount }) {
    return tests.filter((_, index) => index % shardCount === shardIndex - 1);
  }

  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {}
};
