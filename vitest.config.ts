import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/redis-server.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // Whole-bot tests wait on real timers and processes: where a machine stalls for seconds, one more try tells a fault from that.
    retry: process.env['CI'] === undefined ? 0 : 1,
  },
})
