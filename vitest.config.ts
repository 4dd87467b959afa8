import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/start-redis.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // The tests wait for one another's processes and timers far more than they compute, and share nothing they change.
    maxWorkers: 4,
    // They share nothing they change, so modules are loaded once in a worker: half of the time went into that.
    isolate: false,
    // They race real sockets, timers and processes on few cores. What fails twice, each time from its beginning, fails; a retry is told.
    retry: 1,
  },
})
