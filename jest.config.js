/** Tests run the TypeScript sources directly; types are checked by `make check`, not here. */
import { availableParallelism } from 'node:os';

export default {
  // On two processors Jest's own choice would be one worker.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  // Modules of suites that are over are not let go: a worker grew to 4 GB, and spent half its time in collecting them.
  workerIdleMemoryLimit: '1GB',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/interop/'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^ewskit$': '<rootDir>/src/index.ts',
    '^ewskit/(raw|sandbox)$': '<rootDir>/src/$1.ts',
    '^ewskit/codegen$': '<rootDir>/codegen/index.ts',
    '^ewskit/codec/v1$': '<rootDir>/src/codec/descriptor.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }],
  },
  testEnvironment: 'node',
  testTimeout: 30_000,
  setupFilesAfterEnv: ['<rootDir>/test/support/secrets-watch.ts'],
  globalSetup: '<rootDir>/test/support/run-start.mjs',
  reporters: ['default', '<rootDir>/scripts/closing-line.mjs'],
};
