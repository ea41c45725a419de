import { defineConfig } from 'vitest/config';

// Real workers, databases and browsers are slow to start on two cores; a test that hangs is ended all the same.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
