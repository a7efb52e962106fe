import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Pictures are taken when they are asked for, and are no tests.
    include: [process.env['SCREENSHOTS'] === '1' ? 'test/browser/screenshots.ts' : 'test/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    // Temporal's native bridge can crash when a worker thread ends; a process of its own cannot take others with it.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 90_000,
    hookTimeout: 120_000,
    // The tests' identity provider says at length that it is no production server.
    onConsoleLog: (log) => !log.includes('oidc-provider'),
  },
});
