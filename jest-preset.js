'use strict';
// `preset: 'slipway'` in a repository's jest.config.js: its TypeScript and slipway's run as they lie.

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['**/*.test.ts'],
  // slipway is installed as TypeScript sources; everything else in node_modules is JavaScript already.
  transformIgnorePatterns: ['/node_modules/(?!(\\.pnpm/slipway@[^/]+/node_modules/)?slipway/)'],
  modulePathIgnorePatterns: ['<rootDir>/\\.slipway/'],
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }],
  },
};
