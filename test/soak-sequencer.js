/**
 * Starts the longest suites first, so that none of them is left alone at the end. Seconds that each
 * took on two cores; a suite that is not named here begins at once.
 */
const SECONDS = {
  'synth.soak.test.ts': 100,
  'delivery.soak.test.ts': 90,
  'broken.soak.test.ts': 80,
  'publish.soak.test.ts': 70,
  'entry.soak.test.ts': 60,
  'workflows.soak.test.ts': 50,
  'init.soak.test.ts': 45,
  'remote.soak.test.ts': 40,
  'entry-build.soak.test.ts': 30,
  'cdk8s-pairs.soak.test.ts': 28,
  'release.soak.test.ts': 25,
  'big.soak.test.ts': 20,
  'attest.soak.test.ts': 18,
  'synth-own-code.soak.test.ts': 15,
  'advance-branch.soak.test.ts': 12,
  'yaml-emitter.soak.test.ts': 10,
  'check-manifests.soak.test.ts': 10,
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
