import { inject, onTestFinished } from 'vitest'
import type { RedisMemorySettings } from '../../../src/redis/open.ts'
import { openRedisMemory } from '../../../src/redis/open.ts'
import { recordingLog, testFolder } from './local-server.ts'

/** Opens a memory as the bot does, until the test ends. */
export async function openedMemory(
  keyPrefix: string,
  cells?: number,
  settings: Partial<Pick<RedisMemorySettings, 'url' | 'onFailure' | 'onRefusal'>> = {},
) {
  const log = recordingLog()
  const memory = await openRedisMemory(
    {
      ...{
        url: inject('redisUrl'),
        dataDir: testFolder(),
        keyPrefix,
        windowMessages: 20,
        logLimit: 2000,
        historyDays: 30,
      },
      ...{ learnDelayMs: 300_000, learnBatch: 10, embedding: { model: 'test', dimensions: 2 } },
      ...{ ...(cells !== undefined && { cells }), onFailure: () => undefined, ...settings },
    },
    log,
  )
  onTestFinished(() => memory.close())
  const { conversations: store, learning, userMemory: own, factIndex: index } = memory
  return { ...memory, store, own, learning, index, log }
}

export type OpenedMemory = Awaited<ReturnType<typeof openedMemory>>
