/**
 * Starts the longest suites first, so that none of them is left alone at the end. Seconds that each
 * took on two cores; a suite that is not named here begins at once.
 */
const SECONDS = {
  'delivery.soak.test.ts': 170,
  'publish.soak.test.ts': 160,
  'broken.soak.test.ts': 80,
  'synth.soak.test.ts': 78,
  'advance-branch.soak.test.ts': 44,
  'edits.soak.test.ts': 42,
  'init.soak.test.ts': 33,
  'attest.soak.test.ts': 32,
  'promoted-edits.soak.test.ts': 30,
  'delivery-images.soak.test.ts': 28,
  'entry.soak.test.ts': 27,
  'cdk8s-pairs.soak.test.ts': 24,
  'yaml-emitter.soak.test.ts': 22,
  'workflows.soak.test.ts': 22,
  'check-manifests.soak.test.ts': 19,
  'entry-build.soak.test.ts': 18,
  'big.soak.test.ts': 14,
  'synth-own-code.soak.test.ts': 10,
  'release.soak.test.ts': 10,
  'delivery-stages.soak.test.ts': 8,
  'git-ledger.soak.test.ts': 8,
  'remote.soak.test.ts': 6,
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
