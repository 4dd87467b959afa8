import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, inject } from 'vitest'
import { type Page as ServedPage, servePage } from '../../../../demo/page/server/serve-page.ts'
import { type DemoWorld, openWorld } from '../../../../demo/world/open-world.ts'
import { emptyRedis } from '../../../support/empty-redis.ts'
import { silentLogger } from '../../../support/silent-logger.ts'

/** The demo, served on a port of its own, with a memory of its own. */
export interface RunningDemo {
  readonly world: DemoWorld
  /** With the token. */
  readonly url: string
  /** Without it. */
  readonly origin: string
  readonly token: string
  readonly logFile: string
}

/** The tour does not go on by itself: a story presses Next when it has seen what it wants to. */
const TOUR_READ_MS = 3_600_000

/** A story over the whole demo without its browser; all of a file share one. */
export const test = base.extend<{ demo: RunningDemo }>({
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest finds out what a fixture needs from this pattern
    async ({}, use) => {
      const dataDir = await mkdtemp(join(tmpdir(), 'keepsake-page-'))
      const logFile = join(dataDir, 'keepsake.log')
      const keyPrefix = `keepsake:${randomUUID()}:`
      const world = await openWorld({
        environment: { REDIS_URL: inject('redisUrl'), LEARN_DELAY_SECONDS: '1' },
        ...{ dataDir, logFile, keyPrefix, log: silentLogger, pace: {} },
        onLog: () => undefined,
      })
      const page: ServedPage = await servePage({ world, logFile, port: 0, tourReadMs: TOUR_READ_MS })
      await world.start()
      const [origin = '', token = ''] = page.url.split('/#')
      await use({ world, url: page.url, origin, token, logFile })
      await page.close()
      await world.close()
      await emptyRedis([keyPrefix])
      await rm(dataDir, { recursive: true, force: true })
    },
    { scope: 'file' },
  ],
})
