const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

// Node reads such a bundle at every start, which takes longer than starting; nothing that the tests start speaks TLS.
delete process.env.NODE_EXTRA_CA_CERTS;

// Projects of the same main share one bundle, for as long as this process runs.
if (process.env.BUNDLES_OF_SLIPWAY_TESTS === undefined) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'slipway-bundles-'));
  process.env.BUNDLES_OF_SLIPWAY_TESTS = folder;
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
}

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: '<rootDir>/test/quick-environment.js',
  // Jest leaves one core free; most of the time here goes by waiting for processes.
  maxWorkers: '100%',
  roots: ['<rootDir>/src', '<rootDir>/test', '<rootDir>/imports', '<rootDir>/bench', '<rootDir>/scripts'],
  testMatch: ['**/*.test.ts'],
  // What hangs is ended; how long anything takes is the benchmark's to tell.
  testTimeout: 60_000,
  testPathIgnorePatterns: ['/node_modules/', '\\.soak\\.test\\.ts$'],
  reporters: ['default', '<rootDir>/test/skip-reporter.js'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }],
  },
};
