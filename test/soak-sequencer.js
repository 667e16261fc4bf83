/**
 * Starts the longest suites first, so that none of them is left alone at the end. Seconds that each
 * took on two cores; a suite that is not named here begins at once.
 */
const SECONDS = {
  'incremental.soak.test.ts': 255,
  'delivery.soak.test.ts': 115,
  'watch.soak.test.ts': 73,
  'broken.soak.test.ts': 80,
  'systems-variants.soak.test.ts': 75,
  'delivery-story.soak.test.ts': 50,
  'validate.soak.test.ts': 45,
  'plan-systems.soak.test.ts': 40,
  'diff-command.soak.test.ts': 30,
  'synth-cdk8s.soak.test.ts': 28,
  'publish.soak.test.ts': 30,
  'diff-hostile.soak.test.ts': 30,
  'diff-scale.soak.test.ts': 25,
  'validate-command.soak.test.ts': 18,
  'broken-cdk8s.soak.test.ts': 14,
  'workflow-scripts.soak.test.ts': 14,
  'validate-once.soak.test.ts': 12,
  'help-examples.soak.test.ts': 12,
  'validate-systems.soak.test.ts': 10,
  'validate-pages.soak.test.ts': 10,
  'plan-pages.soak.test.ts': 10,
  'hostile.soak.test.ts': 10,
  'moved-constructs.soak.test.ts': 5,
  'synth.soak.test.ts': 75,
  'edits.soak.test.ts': 65,
  'entry.soak.test.ts': 45,
  'init.soak.test.ts': 42,
  'attest.soak.test.ts': 33,
  'cdk8s-pairs.soak.test.ts': 30,
  'advance-branch.soak.test.ts': 30,
  'promoted-edits.soak.test.ts': 28,
  'workflows.soak.test.ts': 28,
  'delivery-ledger.soak.test.ts': 27,
  'contract.soak.test.ts': 20,
  'delivery-images.soak.test.ts': 20,
  'init-project.soak.test.ts': 19,
  'merge.soak.test.ts': 19,
  'entry-build.soak.test.ts': 18,
  'yaml-emitter.soak.test.ts': 15,
  'big.soak.test.ts': 14,
  'helm.soak.test.ts': 12,
  'pages.soak.test.ts': 11,
  'delivery-stages.soak.test.ts': 11,
  'check-manifests.soak.test.ts': 10,
  'synth-own-code.soak.test.ts': 10,
  'release.soak.test.ts': 10,
  'advance-branch-answers.soak.test.ts': 8,
  'git-ledger.soak.test.ts': 8,
  'git-ledger-answers.soak.test.ts': 7,
  'edits-named.soak.test.ts': 7,
  'remote.soak.test.ts': 7,
  'modes.soak.test.ts': 7,
  'newer.soak.test.ts': 6,
  'shared.soak.test.ts': 6,
  'attest-answers.soak.test.ts': 6,
};

const secondsOf = ({ path }) => SECONDS[path.slice(path.lastIndexOf('/') + 1)] ?? Infinity;

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
