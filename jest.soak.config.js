const { testPathIgnorePatterns: _, ...base } = require('./jest.config.js');

/** Kills, races and long fuzzing: minutes, not seconds. */
module.exports = { ...base, testMatch: ['**/*.soak.test.ts'], testSequencer: '<rootDir>/test/soak-sequencer.js', testTimeout: 600_000 };
