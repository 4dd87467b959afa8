import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env, stderr } from 'node:process'
import type { TestProject } from 'vitest/node'
import { startLocalRedis } from '../../src/redis/local-server/start.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A Redis for the suite; tests share it, each with users and keys of its own. */
    redisUrl: string
  }
}

function tell(facts: object, message: string): void {
  stderr.write(`redis for the tests: ${message} ${JSON.stringify(facts)}\n`)
}

/** Gives the suite the Redis of REDIS_URL, or else one of its own. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const { REDIS_URL } = env
  if (REDIS_URL !== undefined && REDIS_URL !== '') {
    project.provide('redisUrl', REDIS_URL)
    return undefined
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'keepsake-tests-'))
  const log = { debug: () => undefined, info: tell, warn: tell, error: tell }
  const redis = await startLocalRedis({ dataDir, log })
  project.provide('redisUrl', redis.url)
  return async () => {
    await redis.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
