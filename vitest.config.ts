import { resolve } from 'node:path'
import { env } from 'node:process'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/support/longest-first.ts'
import { propertyFactor } from './test/support/property-factor.ts'
import { RetryReporter } from './test/support/retry-reporter.ts'

// What the workers have compiled is kept for the next run, as start.js keeps it for the next start.
env['NODE_COMPILE_CACHE'] ??= resolve(import.meta.dirname, 'node_modules/.cache/compiled-tests')

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/start-redis.ts'],
    setupFiles: ['test/support/leave-nothing.ts', 'test/support/note-costs.ts'],
    reporters: ['default', new RetryReporter()],
    testTimeout: 60_000 * Math.max(1, propertyFactor),
    hookTimeout: 120_000,
    // Whatever is waited for may take as long on a busy machine as a message from the bot: within a second it comes only on an idle one.
    expect: { poll: { timeout: 15_000 } },
    // The tests wait for one another's processes and timers far more than they compute, and share nothing they change.
    maxWorkers: 6,
    // They share nothing they change, so modules are loaded once in a worker: half of the time went into that.
    isolate: false,
    // Node loads the files itself, as it loads the bot: to transform them takes longer, and so does each call of an import then.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // They race real sockets, timers and processes on few cores. What fails twice, each time from its beginning, fails; a retry is told.
    retry: 1,
    sequence: { sequencer: LongestFirst },
  },
})
